namespace IdMelon.Provisioning.Local.StuckPages;

/// <summary>Where a <see cref="StuckPageFolder"/> keeps pages, and how many.</summary>
public sealed class StuckPageFolderOptions
{
    /// <summary>Gets or sets the folder; it is made, readable by the owner only, when the first page is saved.</summary>
    /// <value>Required. A relative path starts at the current directory of the moment in which the store is made.</value>
    public string Folder { get; set; } = "";

    /// <summary>Gets or sets how many pages are kept; the oldest ones go first.</summary>
    /// <value>The default is 50; 1 to 10000.</value>
    public int KeepAtMost { get; set; } = 50;

    /// <summary>Gets or sets whether a screenshot is taken of each page and kept in a folder of its own beside <see cref="Folder"/>, with <c>-sensitive</c> behind its name.</summary>
    /// <remarks>A screenshot shows whatever the page shows, names and numbers included. It is for the eyes of those who may see the user's pages, and is not to be passed on.</remarks>
    /// <value>The default is <see langword="false"/>.</value>
    public bool TakesScreenshots { get; set; }
}
