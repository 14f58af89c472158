namespace IdMelon.Provisioning.Recognition;

/// <summary>What every pack file says first.</summary>
internal static class PackHeader
{
    public static void Check(PackReader reader)
    {
        if (reader.Number("schemaVersion") != SelectorPack.SchemaVersion)
        {
            reader.Refuse(reader.Broken($"only schemaVersion {SelectorPack.SchemaVersion} is understood").Finding);
        }
    }
}
