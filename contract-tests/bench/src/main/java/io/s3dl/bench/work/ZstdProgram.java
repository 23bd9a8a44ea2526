package io.s3dl.bench.work;

import io.s3dl.bench.data.DataSet;
import io.s3dl.bench.measure.Command;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The program {@code zstd} at one level. */
final class ZstdProgram {

  private final Lab lab;
  private final int threads;
  private final int level;

  /** With so many threads; 0 is as many as there are processors. */
  ZstdProgram(Lab lab, int threads, int level) {
    this.lab = lab;
    this.threads = threads;
    this.level = level;
  }

  /** Compresses a data set, to the disk. */
  Program compressor(DataSet data) {
    String name = "`zstd -T" + threads + " -" + level + "`";
    return new Program(
        lab,
        name,
        "`zstd -q -f -T%d -%d FILE -o OUT && sync OUT DIRECTORY`".formatted(threads, level),
        data.bytes(),
        compression(data),
        List.of(data.file()),
        List.of(compressed(data)));
  }

  /** Decompresses what {@link #compress} has made. */
  Program decompressor(DataSet data) {
    return new Program(
        lab,
        "`zstd -dc`, level " + level,
        "`zstd -q -dc FILE > /dev/null`, of a file written by `zstd -T"
            + threads
            + "` at that level",
        data.bytes(),
        List.of("zstd", "-q", "-dc", compressed(data).toString()),
        List.of(compressed(data)),
        List.of());
  }

  /** Compresses a data set for {@link #decompressor}. */
  void compress(DataSet data) throws IOException {
    Command.run(compression(data));
  }

  private List<String> compression(DataSet data) {
    Path output = compressed(data);
    String script =
        "zstd -q -f -T%d -%d \"$1\" -o \"$2\" && sync \"$2\" \"$3\"".formatted(threads, level);
    return List.of(
        "sh",
        "-c",
        script,
        "sh",
        data.file().toString(),
        output.toString(),
        output.getParent().toString());
  }

  private Path compressed(DataSet data) {
    return lab.peers().resolve(data.name() + "." + level + ".zst");
  }
}
