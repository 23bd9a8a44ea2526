package io.s3dl.bench.work;

import java.util.List;

/** All workloads there are. */
public final class Workloads {

  private Workloads() {}

  /** All of them, in the order in which they run. */
  public static List<Workload> all() {
    return List.of(
        new CompressedWrites(),
        new CompressedReads(),
        new RandomContent(),
        new DirectAccess(),
        new RandomReads(),
        new SmallFiles(),
        new CpuTime(),
        new S3dlioSizes(),
        new S3dlioSpeed(),
        new Resources(),
        new S3Streams(S3Mounts::rivals),
        new S3RandomReads(S3Mounts::rivals),
        new S3SmallFiles(S3Mounts::rivals));
  }
}
