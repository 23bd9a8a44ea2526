package io.s3dl.bench.work;

/**
 * A kind of store behind a network, and who is compared on it.
 *
 * @param name what the names of the workloads on it begin with
 * @param ours what tables call ours
 * @param peer what they call Hadoop's own
 * @param largest the largest data sets that its server is given
 * @param listsLengths whether its listings tell the length of compressed files
 * @param rivals makes those who are compared
 */
record RemoteKind(
    String name,
    String ours,
    String peer,
    long largest,
    boolean listsLengths,
    Rivals.Maker rivals) {

  /** One thread does all of its work, and it keeps in memory what is deleted, for ten minutes. */
  private static final long LARGEST_ON_AZURITE = 128L << 20;

  /** S3, and S3A there. */
  static RemoteKind s3(Rivals.Maker rivals) {
    return new RemoteKind("s3", S3Mounts.OURS, S3Mounts.PEER, Long.MAX_VALUE, false, rivals);
  }

  /** Azure Blob Storage, and ABFS there. */
  static RemoteKind azure(Rivals.Maker rivals) {
    return new RemoteKind(
        "azure", AzureMounts.OURS, AzureMounts.PEER, LARGEST_ON_AZURITE, true, rivals);
  }
}
