using System.CommandLine;
using IdMelon.Provisioning.ConsoleRunner.Hosting;
using IdMelon.Provisioning.Requests;

namespace IdMelon.Provisioning.ConsoleRunner.Verbs;

/// <summary>The options that say which users are meant.</summary>
internal sealed class UserOptions
{
    private readonly Option<string[]> users = new("--user") { Description = "The sign-in name of a user; may be given several times.", HelpName = "UPN" };
    private readonly Option<string?> csv = new("--csv")
    {
        Description = "A CSV file with the users: a column userPrincipalName, upn or user, or a single column without a header.",
        HelpName = "FILE",
    };

    public UserOptions() => users.Validators.Add(result =>
    {
        var names = new HashSet<UserPrincipalName>();
        foreach (var token in result.Tokens)
        {
            if (!UserPrincipalName.TryParse(token.Value, out var name))
            {
                result.AddError($"'{token.Value}' is no sign-in name such as ada@contoso.com.");
            }
            else if (!names.Add(name))
            {
                result.AddError($"{name} is given twice.");
            }
        }
    });

    public void AddTo(Command command)
    {
        command.Options.Add(users);
        command.Options.Add(csv);
        command.Validators.Add(result =>
        {
            var (hasUsers, hasFile) = (result.GetResult(users) is not null, result.GetResult(csv) is not null);
            if (hasUsers == hasFile)
            {
                result.AddError(hasUsers ? "Use either --user or --csv." : "Say who is meant: --user or --csv.");
            }
        });
    }

    /// <exception cref="ProvisioningException">The file makes no sense.</exception>
    public async Task<IReadOnlyList<UserPrincipalName>> ReadAsync(ParseResult parsed, CancellationToken cancellationToken) =>
        parsed.GetValue(csv) is { } file ? await UserList.ReadAsync(file, cancellationToken) : [.. parsed.GetRequiredValue(users).Select(UserPrincipalName.Parse)];
}
