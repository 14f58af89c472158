namespace IdMelon.Provisioning.Simulator.Control;

/// <summary>An address of the control interface with one of its methods.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Template">The address below the root; a part in braces stands for any text.</param>
/// <param name="AnswerAsync">Answers a call.</param>
internal sealed record ControlRoute(string Method, string Template, Func<ControlCall, ValueTask<ControlReply>> AnswerAsync)
{
    private readonly string[] parts = Template.Split('/', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Gets the parameters that the query may have.</summary>
    public string[] Parameters { get; init; } = [];

    /// <summary>Gets what the address is about: its fixed parts, such as <c>users.accessPass</c>.</summary>
    public string Resource => string.Join('.', parts.Where(part => part[0] != '{'));

    /// <summary>Reads what stands in the places of the template; null if the address is another one.</summary>
    public Dictionary<string, string>? Match(string[] path)
    {
        if (path.Length != parts.Length)
        {
            return null;
        }

        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (part, given) in parts.Zip(path))
        {
            if (part[0] == '{')
            {
                values[part[1..^1]] = given;
            }
            else if (part != given)
            {
                return null;
            }
        }

        return values;
    }
}
