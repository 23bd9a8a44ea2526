package io.s3dl.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A document with places for tables: what stands between {@code <!-- bench NAME -->} and {@code
 * <!-- /bench NAME -->} is written by the benchmarks, all else by people.
 */
public final class Document {

  private final Path file;

  /** A document in a file that exists. */
  public Document(Path file) {
    this.file = file;
  }

  /** Fails unless the document has a place of that name. */
  public void check(String name) throws IOException {
    replaced(Files.readString(file), name, "");
  }

  /** Puts text in the place of that name, instead of what stood there. */
  public void write(String name, String text) throws IOException {
    Files.writeString(file, replaced(Files.readString(file), name, text));
  }

  private String replaced(String document, String name, String text) throws IOException {
    String begin = "<!-- bench " + name + " -->\n";
    String end = "<!-- /bench " + name + " -->";
    int from = document.indexOf(begin);
    int to = document.indexOf(end, Math.max(from, 0));
    if (from < 0 || to < 0) {
      throw new IOException(
          file + " has no lines " + begin.strip() + " and " + end + ", in this order");
    }
    return document.substring(0, from + begin.length()) + text + document.substring(to);
  }
}
