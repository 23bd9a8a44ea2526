package io.s3dl.bench.work;

import java.util.List;

/** All workloads there are. */
public final class Workloads {

  private Workloads() {}

  /** All of them, in the order in which they run. */
  public static List<Workload> all() {
    RemoteKind s3 = RemoteKind.s3(S3Mounts::rivals);
    RemoteKind azure = RemoteKind.azure(AzureMounts::rivals);
    return List.of(
        new CompressedWrites(),
        new CompressedReads(),
        new RandomContent(),
        new DirectAccess(),
        new RandomReads(),
        new SmallFiles(),
        new CpuTime(),
        new Codecs(),
        new S3dlioSizes(),
        new S3dlioSpeed(),
        new Resources(),
        new RemoteStreams(s3),
        new RemoteRandomReads(s3),
        new RemoteSmallFiles(s3),
        new RemoteStreams(azure),
        new RemoteRandomReads(azure),
        new RemoteSmallFiles(azure));
  }
}
