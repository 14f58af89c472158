using IdMelon.Provisioning.Vaults;
using Xunit;

namespace IdMelon.Provisioning.Conformance.Vaults;

/// <summary>What every <see cref="IPasskeyVault"/> that outlives its process must do besides.</summary>
public abstract class DurableVaultConformance : VaultConformance
{
    /// <summary>Opens the same vault again, as another process would.</summary>
    protected abstract IPasskeyVault OpenAgain();

    /// <summary>It says that it is durable.</summary>
    [Fact]
    public void It_says_that_it_is_durable() => Assert.True(Vault.IsDurable);

    /// <summary>The next process finds what was kept and goes on with it.</summary>
    [Fact]
    public async Task The_next_process_finds_what_was_kept_and_goes_on_with_it()
    {
        await KeepAsync(Passkey("one"));

        var again = OpenAgain();
        Assert.Equal(Passkey("one"), Assert.Single(await again.ListAsync(Token)));
        await again.ActivateAsync("one", Token);

        Assert.Equal(VaultedPasskeyState.Active, Assert.Single(await OpenAgain().ListAsync(Token)).State);
    }
}
