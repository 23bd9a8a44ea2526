package io.s3dl.bench.work;

import io.s3dl.bench.measure.Contender;
import io.s3dl.bench.measure.Metric;
import io.s3dl.bench.measure.Sample;
import io.s3dl.bench.measure.Usage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.hadoop.fs.FSDataInputStream;

/** Positioned reads of one open file; every contender and round reads the same positions. */
final class PositionedReads implements Contender {

  private static final long SEED = 99;

  private final Lab lab;
  private final Mount mount;
  private final String fileName;
  private final int bytes;
  private final List<Path> inputs;

  /**
   * Reads of a file.
   *
   * @param bytes of each read
   * @param inputs the files of the disk that are to be in the page cache
   */
  PositionedReads(Lab lab, Mount mount, String fileName, int bytes, Path... inputs) {
    this.lab = lab;
    this.mount = mount;
    this.fileName = fileName;
    this.bytes = bytes;
    this.inputs = List.of(inputs);
  }

  @Override
  public String name() {
    return mount.name();
  }

  @Override
  public String how() {
    return "`FSDataInputStream.readFully(position, …)`, "
        + Latencies.COUNT
        + " times one after the other, of one open file in the page cache";
  }

  @Override
  public void prepare() throws IOException {
    lab.settle(inputs);
  }

  @Override
  public Sample run() throws IOException {
    SplittableRandom random = new SplittableRandom(SEED);
    Latencies latencies = new Latencies();
    byte[] destination = new byte[bytes];
    try (FSDataInputStream in = mount.files().open(mount.path(fileName))) {
      long last = lab.data().bytes() - bytes;
      Usage before = Usage.now();
      for (int i = 0; i < Latencies.COUNT; i++) {
        long position = random.nextLong(last + 1);
        latencies.time(() -> in.readFully(position, destination, 0, bytes));
      }
      long asked = (long) bytes * Latencies.COUNT;
      return latencies
          .sample()
          .with(
              Metric.STORE_BYTES_PER_BYTE, Usage.now().since(before).readBytes() / (double) asked);
    }
  }
}
