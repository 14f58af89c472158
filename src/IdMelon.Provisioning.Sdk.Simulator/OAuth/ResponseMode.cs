namespace IdMelon.Provisioning.Simulator.OAuth;

/// <summary>How an answer of the authorize endpoint reaches the application.</summary>
internal enum ResponseMode
{
    Query,
    Fragment,
    FormPost,
}
