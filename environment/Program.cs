using Telltale.Environment;

return await Verbs.DispatchAsync(args);
