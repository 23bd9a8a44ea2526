package io.s3dl.bench.data;

/** The kinds of content. */
public enum Kind {
  LINEITEM("lineitem", "lineitem.tbl"),
  JSON("JSON logs", "logs.json"),
  RANDOM("random bytes", "random.bin");

  private final String title;
  private final String fileName;

  Kind(String title, String fileName) {
    this.title = title;
    this.fileName = fileName;
  }

  /** What tables call it. */
  public String title() {
    return title;
  }

  String fileName() {
    return fileName;
  }

  Generator generator() {
    return switch (this) {
      case LINEITEM -> new LineItems();
      case JSON -> new JsonLogs();
      case RANDOM -> new RandomBytes();
    };
  }
}
