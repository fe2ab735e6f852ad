namespace Telltale.Submissions;

/// <summary>The two tracks of the detection task; each is an archive of its own.</summary>
public enum SubmissionTrack
{
    /// <summary>Trained only on the data that the task allows: <c>TEAM_constrained.zip</c>.</summary>
    Constrained,

    /// <summary>Trained on any data: <c>TEAM_open.zip</c>.</summary>
    Open,
}
