using Telltale.Workbench;

return await Verbs.DispatchAsync(args);
