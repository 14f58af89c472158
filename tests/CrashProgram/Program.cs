using System.Globalization;
using IdMelon.Provisioning.CrashProgram;

// A process that tests start beside themselves, and that kills itself where they say.
switch (args)
{
    case ["fill", var folder, var certificate, var prefix, var count]:
        await VaultWork.FillAsync(folder, certificate, prefix, int.Parse(count, CultureInfo.InvariantCulture));
        return 0;

    case ["die", var folder, var certificate, var operation]:
        await VaultWork.DieAsync(folder, certificate, int.Parse(operation, CultureInfo.InvariantCulture));
        return 0;

    case ["provision", var file, var point, var hoursAhead]:
        await ProvisioningWork.RunAsync(file, point, hoursAhead);
        return 0;

    default:
        Console.Error.WriteLine("What?");
        return 2;
}
