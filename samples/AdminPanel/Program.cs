using IdMelon.Provisioning;
using IdMelon.Provisioning.AdminPanel.Hosting;

try
{
    await using var panel = await PanelServer.StartAsync(PanelSettings.Read(args), CancellationToken.None);
    foreach (var line in panel.Introduction())
    {
        Console.WriteLine(line);
    }

    await panel.WaitForShutdownAsync(CancellationToken.None);
    return 0;
}
catch (ProvisioningException exception)
{
    Console.Error.WriteLine(exception.Error);
    return 2;
}
