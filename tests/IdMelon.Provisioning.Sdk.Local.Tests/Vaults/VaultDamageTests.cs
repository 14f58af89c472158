using IdMelon.Provisioning.Authenticators;
using IdMelon.Provisioning.Local.Vaults;
using IdMelon.Provisioning.Vaults;

namespace IdMelon.Provisioning.Local.Tests.Vaults;

/// <summary>Whatever happens to a file, it is noticed, named, and does not hide the others.</summary>
public sealed class VaultDamageTests : IDisposable
{
    private readonly VaultBench bench = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_flipped_bit_of_an_entry_is_found_with_the_index_and_without_any_key()
    {
        await FillAsync();
        var victim = bench.Entries[0];
        var sound = await File.ReadAllBytesAsync(victim, Token);
        var reader = bench.Reader();

        foreach (var flipped in Flips(sound))
        {
            await File.WriteAllBytesAsync(victim, flipped, Token);
            var report = await reader.VerifyAsync(null, Token);

            var finding = report.Findings.ShouldHaveSingleItem();
            finding.File.ShouldBe(Path.GetFileName(victim));
            finding.IsRepaired.ShouldBeFalse();
            finding.Error.Code.ShouldBe(ErrorCodes.VaultDamaged);
            report.Sound.Count.ShouldBe(2);
        }

        (await bench.Open().ListAsync(Token)).Count.ShouldBe(3);
    }

    [Fact]
    public async Task Every_flipped_bit_of_an_entry_keeps_its_key_closed()
    {
        await FillAsync();
        var sound = await File.ReadAllBytesAsync(bench.Entries[0], Token);
        using var key = VaultBench.FirstKey();
        key.Open(SealedPasskey.Parse(sound)).Dispose();

        // Without the index as a witness, the one recipient's key tells by itself.
        foreach (var flipped in Flips(sound))
        {
            var entry = SealedPasskey.TryParse(flipped);
            var opens = entry is not null && key.CanOpen(entry) && Opens(key, entry);

            // Only the thumbprint of the certificate says nothing about the key; there the index is the witness.
            (opens && entry!.Recipients[0].CertificateThumbprint == VaultBench.First.Identity.CertificateThumbprint).ShouldBeFalse();
        }
    }

    [Fact]
    public async Task Every_truncation_of_an_entry_is_found()
    {
        await FillAsync();
        var victim = bench.Entries[1];
        var sound = await File.ReadAllBytesAsync(victim, Token);
        var reader = bench.Reader();

        for (var length = 0; length < sound.Length; length++)
        {
            SealedPasskey.TryParse(sound.AsMemory(0, length)).ShouldBeNull();
            if (length % 16 == 0)
            {
                await File.WriteAllBytesAsync(victim, sound[..length], Token);
                (await reader.VerifyAsync(null, Token)).Findings.ShouldHaveSingleItem().File.ShouldBe(Path.GetFileName(victim));
            }
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Two_exchanged_entries_are_both_found(bool withIndex)
    {
        await FillAsync();
        var (one, two) = (bench.Entries[0], bench.Entries[1]);
        var (first, second) = (await File.ReadAllBytesAsync(one, Token), await File.ReadAllBytesAsync(two, Token));
        await File.WriteAllBytesAsync(one, second, Token);
        await File.WriteAllBytesAsync(two, first, Token);
        if (!withIndex)
        {
            File.Delete(bench.IndexPath);
        }

        var report = await bench.Reader().VerifyAsync(null, Token);

        report.Findings.Where(finding => finding.File.EndsWith(".jwe", StringComparison.Ordinal) && !finding.IsRepaired).Select(finding => finding.File).ShouldBe([Path.GetFileName(one), Path.GetFileName(two)], ignoreOrder: true);
        report.Findings.Where(finding => finding.File == Path.GetFileName(one)).ShouldAllBe(finding => finding.Error.Message.Contains("another credential"));
        report.Sound.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Two_entries_that_exchanged_their_names_are_both_found()
    {
        await FillAsync();
        var (one, two) = (bench.Entries[0], bench.Entries[1]);
        File.Move(one, one + "x");
        File.Move(two, one);
        File.Move(one + "x", two);

        var report = await bench.Reader().VerifyAsync(null, Token);

        report.Findings.Select(finding => finding.File).ShouldBe([Path.GetFileName(one), Path.GetFileName(two)], ignoreOrder: true);
        report.Sound.Count.ShouldBe(1);
        foreach (var passkey in await bench.Open().ListAsync(Token))
        {
            var opens = report.Sound.Contains(passkey);
            var opening = bench.KeyAsync(passkey.CredentialId);
            (await Record.ExceptionAsync(() => opening) is null).ShouldBe(opens);
        }
    }

    [Fact]
    public async Task A_lost_entry_is_named_and_the_others_open()
    {
        await FillAsync();
        File.Delete(bench.Entries.Single(file => Path.GetFileName(file).StartsWith(EntryName.IdOf("two"), StringComparison.Ordinal)));

        var report = await bench.Reader().VerifyAsync(null, Token);

        var finding = report.Findings.ShouldHaveSingleItem();
        finding.CredentialId.ShouldBe("two");
        finding.Error.Message.ShouldContain("ada@contoso.onmicrosoft.com");
        report.IsSound.ShouldBeFalse();
        (await bench.Open().ListAsync(Token)).Select(passkey => passkey.CredentialId).ShouldBe(["one", "three"], ignoreOrder: true);
        (await bench.KeyAsync("one")).ShouldBe([1]);
        (await Should.ThrowAsync<ProvisioningException>(() => bench.Open().ActivateAsync("two", Token))).Error.Code.ShouldBe(ErrorCodes.VaultDamaged);
        (await Should.ThrowAsync<ProvisioningException>(() => VaultBench.KeepAsync(bench.Open(), "two"))).Error.Code.ShouldBe(ErrorCodes.VaultDamaged);

        // Who gives it up is not told again.
        (await bench.Open().RemoveAsync("two", Token)).ShouldBeFalse();
        (await bench.Reader().VerifyAsync(null, Token)).Findings.ShouldBeEmpty();
        await VaultBench.KeepAsync(bench.Open(), "two", 22);
        (await bench.KeyAsync("two")).ShouldBe([22]);
    }

    [Fact]
    public async Task A_doubled_entry_is_named()
    {
        await FillAsync();
        var one = bench.Entries.Single(file => file.Contains(EntryName.IdOf("one"), StringComparison.Ordinal));
        File.Copy(one, one.Replace(".pending.", ".active.", StringComparison.Ordinal));
        File.Copy(one, Path.Combine(bench.Folder, "Copy of one.jwe"));

        var report = await bench.Reader().VerifyAsync(null, Token);

        report.Findings.Count.ShouldBe(2);
        report.Findings.ShouldContain(finding => finding.File == "Copy of one.jwe");
        report.Findings.ShouldContain(finding => finding.CredentialId == "one" && finding.Error.Message.Contains("twice"));
        (await bench.KeyAsync("two")).ShouldBe([2]);
        (await Should.ThrowAsync<ProvisioningException>(() => bench.Open().ActivateAsync("one", Token))).Error.Code.ShouldBe(ErrorCodes.VaultDamaged);
    }

    [Fact]
    public async Task An_entry_that_was_active_and_is_pending_is_named()
    {
        await FillAsync();
        await bench.Open().ActivateAsync("one", Token);
        var one = bench.Entries.Single(file => file.Contains(EntryName.IdOf("one"), StringComparison.Ordinal));
        File.Move(one, one.Replace(".active.", ".pending.", StringComparison.Ordinal));

        var finding = (await bench.Reader().VerifyAsync(null, Token)).Findings.ShouldHaveSingleItem();

        finding.CredentialId.ShouldBe("one");
        finding.IsRepaired.ShouldBeFalse();
    }

    [Fact]
    public async Task A_whole_entry_of_somebody_else_is_not_the_one_that_was_kept()
    {
        await FillAsync();
        var one = bench.Entries.Single(file => file.Contains(EntryName.IdOf("one"), StringComparison.Ordinal));
        using (var key = new PrivateKeyBytes([66]))
        {
            // Whoever has the certificate can seal; what was kept stays known by its hash.
            await File.WriteAllBytesAsync(one, new PasskeySealer([VaultBench.First]).Seal(VaultBench.Passkey("one"), key).Json.ToArray(), Token);
        }

        (await Should.ThrowAsync<ProvisioningException>(() => bench.KeyAsync("one"))).Error.Message.ShouldContain("not the file that the index tells of");
    }

    [Fact]
    public async Task Every_damage_of_the_index_is_found_reported_and_put_right_without_losing_an_entry()
    {
        await FillAsync();
        await bench.Open().ActivateAsync("two", Token);
        await bench.Open().RemoveAsync("three", Token);
        var sound = await File.ReadAllBytesAsync(bench.IndexPath, Token);
        var before = await bench.Open().ListAsync(Token);

        for (var at = 0; at < sound.Length; at += 3)
        {
            byte[] flipped = [.. sound];
            flipped[at] ^= (byte)(1 << (at % 8));

            // Without the line that tells of its removal, the third looks lost.
            await ShouldComeBackAsync(flipped, before, mayBeRepairedSilently: false, mayLookLost: "three");
        }
    }

    [Fact]
    public async Task Every_truncation_of_the_index_is_put_right_without_losing_an_entry()
    {
        await FillAsync();
        await bench.Open().ActivateAsync("two", Token);
        var sound = await File.ReadAllBytesAsync(bench.IndexPath, Token);
        var before = await bench.Open().ListAsync(Token);

        for (var length = 0; length < sound.Length; length += 7)
        {
            await ShouldComeBackAsync(sound[..length], before, mayBeRepairedSilently: true);
        }

        await ShouldComeBackAsync(sound[..^1], before, mayBeRepairedSilently: true);
        await ShouldComeBackAsync(null, before, mayBeRepairedSilently: false);
    }

    [Fact]
    public async Task A_line_left_out_or_put_elsewhere_is_found()
    {
        await FillAsync();
        var before = await bench.Open().ListAsync(Token);
        var lines = await File.ReadAllLinesAsync(bench.IndexPath, Token);

        await ShouldComeBackAsync(Text([lines[0], lines[2]]), before, mayBeRepairedSilently: false);
        await ShouldComeBackAsync(Text([lines[1], lines[0], lines[2]]), before, mayBeRepairedSilently: false);
        await ShouldComeBackAsync(Text([lines[0], lines[1], lines[1], lines[2]]), before, mayBeRepairedSilently: false);
    }

    [Fact]
    public async Task A_damaged_index_does_not_make_an_altered_entry_good()
    {
        await FillAsync();
        var one = bench.Entries.Single(file => file.Contains(EntryName.IdOf("one"), StringComparison.Ordinal));
        using (var key = new PrivateKeyBytes([66]))
        {
            await File.WriteAllBytesAsync(one, new PasskeySealer([VaultBench.First]).Seal(VaultBench.Passkey("one"), key).Json.ToArray(), Token);
        }

        var lines = await File.ReadAllLinesAsync(bench.IndexPath, Token);
        await File.WriteAllBytesAsync(bench.IndexPath, Text([lines[1], lines[0], lines[2]]), Token);

        var report = await bench.Reader().VerifyAsync(null, Token);

        report.Findings.ShouldContain(finding => finding.CredentialId == "one" && !finding.IsRepaired);
        report.Sound.Select(passkey => passkey.CredentialId).ShouldBe(["two", "three"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_vault_that_is_open_notices_what_others_do_to_the_index()
    {
        var vault = bench.Open();
        await VaultBench.KeepAsync(vault, "one", 1);
        var lines = await File.ReadAllTextAsync(bench.IndexPath, Token);
        await File.WriteAllTextAsync(bench.IndexPath, lines.Replace("\"kept\"", "\"Kept\"", StringComparison.Ordinal), Token);

        await VaultBench.KeepAsync(vault, "two", 2);

        var report = await bench.Reader().VerifyAsync(null, Token);
        report.Sound.Count.ShouldBe(2);
        report.Findings.ShouldContain(finding => finding.File.StartsWith("index-damaged-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_sound_vault_says_so_and_its_head_changes_with_every_line()
    {
        await FillAsync();
        using var key = VaultBench.FirstKey();
        var reader = bench.Reader();

        var report = await reader.VerifyAsync(key, Token);
        await bench.Open().ActivateAsync("one", Token);
        var later = await reader.VerifyAsync(key, Token);

        report.IsSound.ShouldBeTrue();
        report.Findings.ShouldBeEmpty();
        report.Opened.ShouldBe(3);
        report.IndexLines.ShouldBe(3);
        later.IndexLines.ShouldBe(4);
        later.IndexHead.ShouldNotBe(report.IndexHead);
    }

    [Fact]
    public async Task A_key_of_nobody_opens_nothing_and_the_report_says_so()
    {
        await FillAsync();
        using var key = VaultBench.SecondKey();

        var report = await bench.Reader().VerifyAsync(key, Token);

        report.Opened.ShouldBe(0);
        report.Findings.Select(finding => finding.Error.Code).ShouldBe([ErrorCodes.VaultKeyWrong, ErrorCodes.VaultKeyWrong, ErrorCodes.VaultKeyWrong]);
    }

    public void Dispose() => bench.Dispose();

    private async Task FillAsync()
    {
        var vault = bench.Open();
        await VaultBench.KeepAsync(vault, "one", 1);
        await VaultBench.KeepAsync(vault, "two", 2);
        await VaultBench.KeepAsync(vault, "three", 3);
    }

    private async Task ShouldComeBackAsync(byte[]? index, IReadOnlyList<VaultedPasskey> before, bool mayBeRepairedSilently, string? mayLookLost = null)
    {
        foreach (var aside in Directory.GetFiles(bench.Folder, "index-damaged-*"))
        {
            File.Delete(aside);
        }

        File.Delete(bench.IndexPath);
        if (index is not null)
        {
            await File.WriteAllBytesAsync(bench.IndexPath, index, Token);
        }

        var report = await bench.Reader().VerifyAsync(null, Token);

        report.Sound.ShouldBe(before, ignoreOrder: true);
        report.Findings.ShouldNotBeEmpty();
        (mayBeRepairedSilently || !report.IsSound || report.Findings.Any(finding => finding.File == VaultStore.IndexName)).ShouldBeTrue();
        var again = await bench.Reader().VerifyAsync(null, Token);
        again.Sound.ShouldBe(before, ignoreOrder: true);
        again.Findings.ShouldAllBe(finding => finding.File.StartsWith("index-damaged-", StringComparison.Ordinal) || (mayLookLost != null && finding.CredentialId == mayLookLost));
    }

    private static byte[] Text(IEnumerable<string> lines) => System.Text.Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n")));

    private static bool Opens(VaultKey key, SealedPasskey entry)
    {
        try
        {
            key.Open(entry).Dispose();
            return true;
        }
        catch (ProvisioningException exception) when (exception.Error.Code == ErrorCodes.VaultDamaged)
        {
            return false;
        }
    }

    private static IEnumerable<byte[]> Flips(byte[] sound)
    {
        for (var bit = 0; bit < 8 * sound.Length; bit++)
        {
            byte[] flipped = [.. sound];
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            yield return flipped;
        }
    }
}
