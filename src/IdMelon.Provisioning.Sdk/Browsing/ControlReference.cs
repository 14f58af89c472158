namespace IdMelon.Provisioning.Browsing;

/// <summary>A control as it was numbered in one snapshot. It is good for that snapshot only.</summary>
/// <param name="SnapshotId">The snapshot's id.</param>
/// <param name="Number">The control's number in it, from 1.</param>
public readonly record struct ControlReference(string SnapshotId, int Number);
