using IdMelon.Provisioning.VendorVault;

// Vendor:Folder, Vendor:Token and Vendor:RecipientKeyId come from appsettings.json or the environment; the certificate is Kestrel's own configuration.
var builder = WebApplication.CreateBuilder(args);
var app = builder.Build();
app.MapVault(
    new EntryFolder(builder.Configuration["Vendor:Folder"] ?? "entries"),
    builder.Configuration["Vendor:Token"] ?? throw new InvalidOperationException("Vendor:Token is missing."),
    builder.Configuration["Vendor:RecipientKeyId"] ?? throw new InvalidOperationException("Vendor:RecipientKeyId is missing."));
await app.RunAsync();
