using IdMelon.Provisioning.Local.Vaults;
using IdMelon.Provisioning.Vaults;

namespace IdMelon.Provisioning.Local.Tests.Vaults;

/// <summary>A vault whose process ends between any two operations on the disk, or in the middle of one.</summary>
public sealed class VaultCrashTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Wherever_a_process_ends_each_entry_is_whole_or_not_there(bool halfDone)
    {
        for (var operations = 0; ; operations++)
        {
            using var bench = new VaultBench();
            var disk = new HaltingDisk(operations, halfDone);
            var done = await WorkAsync(bench, disk);

            await ShouldBeConsistentAsync(bench, done);
            if (!disk.HasHalted)
            {
                operations.ShouldBeGreaterThan(15);
                return;
            }
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Wherever_a_process_ends_that_puts_things_right_the_next_one_does(bool halfDone)
    {
        // Each of these vaults was left by a process that ended somewhere; putting it right ends somewhere as well.
        for (var first = 0; first < 24; first++)
        {
            for (var second = 0; ; second++)
            {
                using var bench = new VaultBench();
                var done = await WorkAsync(bench, new HaltingDisk(first, halfDone));
                if (!Directory.Exists(bench.Folder))
                {
                    break;
                }

                var disk = new HaltingDisk(second, halfDone);
                await Record.ExceptionAsync(() => bench.Open(disk).ListAsync(Token));

                await ShouldBeConsistentAsync(bench, done);
                if (!disk.HasHalted)
                {
                    break;
                }
            }
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Wherever_a_rotation_ends_every_entry_opens_and_the_next_one_goes_on(bool halfDone)
    {
        for (var operations = 0; ; operations++)
        {
            using var bench = new VaultBench();
            var vault = bench.Open();
            await VaultBench.KeepAsync(vault, "one", 1);
            await VaultBench.KeepAsync(vault, "two", 2);
            await vault.ActivateAsync("two", Token);
            var disk = new HaltingDisk(operations, halfDone);
            using var key = VaultBench.FirstKey();
            await Record.ExceptionAsync(() => bench.Reader(disk).RotateAsync(key, [VaultBench.Second], Token));

            var between = await bench.Reader().VerifyAsync(null, Token);
            between.IsSound.ShouldBeTrue(string.Join('\n', between.Findings));
            between.Sound.Count.ShouldBe(2);
            var report = await bench.Reader().RotateAsync(key, [VaultBench.Second], Token);

            (report.Rotated.Count + report.AlreadySealed.Count).ShouldBe(2);
            report.Findings.ShouldAllBe(finding => finding.IsRepaired);
            (await bench.KeyAsync("one", VaultBench.SecondKey())).ShouldBe([1]);
            (await bench.KeyAsync("two", VaultBench.SecondKey())).ShouldBe([2]);
            (await bench.Open().ListAsync(Token)).Single(passkey => passkey.CredentialId == "two").State.ShouldBe(VaultedPasskeyState.Active);
            (await bench.Reader().VerifyAsync(null, Token)).Findings.ShouldBeEmpty();
            if (!disk.HasHalted)
            {
                return;
            }
        }
    }

    [Fact]
    public async Task What_a_failed_write_leaves_is_gone_with_the_next_call()
    {
        using var bench = new VaultBench();
        await VaultBench.KeepAsync(bench.Open(), "one");
        await File.WriteAllTextAsync(Path.Combine(bench.Folder, $"{EntryName.IdOf("two")}.0123.tmp"), "half", Token);

        await bench.Open().ListAsync(Token);

        Directory.GetFiles(bench.Folder, "*.tmp").ShouldBeEmpty();
    }

    /// <summary>Keeps, activates and removes until the disk halts.</summary>
    /// <returns>The calls that had returned.</returns>
    private static async Task<IReadOnlyList<string>> WorkAsync(VaultBench bench, HaltingDisk disk)
    {
        List<string> done = [];
        var vault = bench.Open(disk);
        try
        {
            await VaultBench.KeepAsync(vault, "one", 1);
            done.Add("kept one");
            await VaultBench.KeepAsync(vault, "two", 2);
            done.Add("kept two");
            await VaultBench.KeepAsync(vault, "three", 3);
            done.Add("kept three");
            await vault.ActivateAsync("one", Token);
            done.Add("activated one");
            await vault.RemoveAsync("two", Token);
            done.Add("removed two");
        }
        catch (HaltedException)
        {
            disk.HasHalted.ShouldBeTrue();
        }

        return done;
    }

    private static async Task ShouldBeConsistentAsync(VaultBench bench, IReadOnlyList<string> done)
    {
        var listed = (await bench.Open().ListAsync(Token)).ToDictionary(passkey => passkey.CredentialId);
        foreach (var (id, key) in new[] { ("one", 1), ("two", 2), ("three", 3) })
        {
            var isThere = listed.ContainsKey(id);
            if (done.Contains($"removed {id}"))
            {
                isThere.ShouldBeFalse();
            }
            else if (done.Contains($"kept {id}") && !(id == "two" && done.Contains("activated one")))
            {
                isThere.ShouldBeTrue();
            }

            if (done.Contains($"activated {id}"))
            {
                listed[id].State.ShouldBe(VaultedPasskeyState.Active);
            }

            (Directory.Exists(bench.Folder) ? await bench.KeyAsync(id) : null).ShouldBe(isThere ? [(byte)key] : null);
        }

        if (Directory.Exists(bench.Folder))
        {
            var report = await bench.Reader().VerifyAsync(null, Token);
            report.Findings.ShouldBeEmpty();
            report.Sound.Count.ShouldBe(listed.Count);
            Directory.GetFiles(bench.Folder).Length.ShouldBe(listed.Count + (File.Exists(bench.IndexPath) ? 2 : 1));
        }
    }
}
