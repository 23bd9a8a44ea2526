package io.s3dl.bench.data;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Consumer;

/**
 * The data sets of one size. Each is made when it is first asked for, and kept for later runs
 * beside a file with its CRC32C, by which it is known again.
 */
public final class DataSets {

  /** To be raised when a generator writes other content than before. */
  private static final String GENERATION = "1";

  private final Path directory;
  private final long bytes;
  private final Consumer<String> progress;

  /**
   * Data sets of {@code bytes} each.
   *
   * @param directory where they are kept
   */
  public DataSets(Path directory, long bytes, Consumer<String> progress) {
    this.directory = directory;
    this.bytes = bytes;
    this.progress = progress;
  }

  /** The size of each. */
  public long bytes() {
    return bytes;
  }

  /** A data set, which is then in the page cache as far as that holds it. */
  public DataSet get(Kind kind) throws IOException {
    Path file = directory.resolve(GENERATION + "-" + bytes + "-" + kind.fileName());
    Path marker = directory.resolve(file.getFileName() + ".crc32c");
    boolean whole =
        Files.exists(marker)
            && Files.exists(file)
            && Files.readString(marker, StandardCharsets.US_ASCII).equals(PageCache.crc32c(file));
    if (!whole) {
      progress.accept("Making " + file);
      generate(kind, file, marker);
    }
    return new DataSet(kind, file, bytes);
  }

  private void generate(Kind kind, Path file, Path marker) throws IOException {
    Files.createDirectories(directory);
    Files.deleteIfExists(marker);
    Path unfinished = directory.resolve(file.getFileName() + ".tmp");
    try (OutputStream out =
        new BufferedOutputStream(
            new LimitedOutputStream(Files.newOutputStream(unfinished), bytes), 1 << 16)) {
      kind.generator().write(out, bytes);
    }
    Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
    Files.writeString(marker, PageCache.crc32c(file), StandardCharsets.US_ASCII);
  }
}
