using System.CommandLine;
using IdMelon.Provisioning.Requests;

namespace IdMelon.Provisioning.ConsoleRunner.Verbs;

/// <summary>The option that names users.</summary>
internal static class UserOption
{
    public static Option<string[]> Create(bool several = true)
    {
        var users = new Option<string[]>("--user") { Description = $"The sign-in name of a user{(several ? "; may be given several times" : "")}.", HelpName = "UPN", Required = true };
        users.Validators.Add(result =>
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

            if (!several && result.Tokens.Count > 1)
            {
                result.AddError("--user is given once.");
            }
        });
        return users;
    }
}
