using System.CommandLine;
using IdMelon.Provisioning.ConsoleRunner.Hosting;
using IdMelon.Provisioning.Local.Vaults;

namespace IdMelon.Provisioning.ConsoleRunner.Verbs;

/// <summary>The options that name a recipient's private key. Its password is no option.</summary>
internal sealed class KeyOptions(bool required)
{
    private readonly Option<string?> key = new("--key")
    {
        Description = "The private key of a recipient: PEM or PKCS#12. Its password is taken from --key-password-file or IDMELON_VAULT__KEYPASSWORD.",
        HelpName = "FILE",
        Required = required,
    };

    private readonly Option<string?> password = new("--key-password-file") { Description = "A file that holds the key's password.", HelpName = "FILE" };

    public void AddTo(Command command)
    {
        command.Options.Add(key);
        command.Options.Add(password);
    }

    public VaultKey? Read(ParseResult parsed) => parsed.GetValue(key) is { } file ? VaultKey.ReadFile(file, VaultSettings.KeyPassword(parsed.GetValue(password))) : null;
}
