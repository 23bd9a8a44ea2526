package io.s3dl.engine.mr;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.AssumptionViolatedException;

/** The {@code zstd} of the machine. Tests that need it are skipped where it is missing. */
final class ZstdProgram {

  private ZstdProgram() {}

  static byte[] decompress(byte[] bytes) throws IOException, InterruptedException {
    return filter(bytes, "-dc");
  }

  /** One frame, without a table. */
  static byte[] compress(byte[] bytes) throws IOException, InterruptedException {
    return filter(bytes, "-c");
  }

  private static byte[] filter(byte[] bytes, String option)
      throws IOException, InterruptedException {
    Path in = Files.createTempFile("zstd", ".in");
    Path out = Files.createTempFile("zstd", ".out");
    try {
      Files.write(in, bytes);
      Process process = start(in, out, option);
      assertThat(process.waitFor()).as("zstd %s", option).isZero();
      return Files.readAllBytes(out);
    } finally {
      Files.delete(in);
      Files.delete(out);
    }
  }

  private static Process start(Path in, Path out, String option) {
    try {
      return new ProcessBuilder("zstd", option)
          .redirectInput(in.toFile())
          .redirectOutput(out.toFile())
          .redirectError(ProcessBuilder.Redirect.INHERIT)
          .start();
    } catch (IOException e) {
      throw new AssumptionViolatedException("There is no zstd: apt-get install zstd", e);
    }
  }
}
