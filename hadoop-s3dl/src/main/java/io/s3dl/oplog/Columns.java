package io.s3dl.oplog;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.StringJoiner;

/**
 * The lines of the log: 13 columns separated by tabs. Tabs, line feeds, carriage returns and
 * backslashes in a text are written as {@code \t}, {@code \n}, {@code \r} and {@code \\}.
 */
final class Columns {

  static final String HEADER =
      "idx\tthread\top\tclient_id\tn_objects\tbytes\tendpoint\tfile\terror\tstart\tfirst_byte"
          + "\tend\tduration_ns";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.nnnnnnnnn'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final String clientId;
  private final String endpoint;

  /**
   * Creates the lines of one store.
   *
   * @param clientId stands in each line
   * @param endpoint stands in each line
   */
  Columns(String clientId, String endpoint) {
    this.clientId = escaped(clientId);
    this.endpoint = escaped(endpoint);
  }

  /** The line of an operation, without a line feed. */
  String line(long index, Entry entry) {
    Instant start = entry.start();
    StringJoiner line = new StringJoiner("\t");
    line.add(Long.toString(index));
    line.add(Long.toString(entry.thread()));
    line.add(entry.operation().name());
    line.add(clientId);
    line.add(Long.toString(entry.objects()));
    line.add(Long.toString(entry.bytes()));
    line.add(endpoint);
    line.add(escaped(entry.file()));
    line.add(escaped(entry.error()));
    line.add(TIME.format(start));
    line.add(
        entry.firstByteNanos().isPresent()
            ? TIME.format(start.plusNanos(entry.firstByteNanos().getAsLong()))
            : "");
    line.add(TIME.format(start.plusNanos(entry.durationNanos())));
    line.add(Long.toString(entry.durationNanos()));
    return line.toString();
  }

  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\t' -> escaped.append("\\t");
        case '\n' -> escaped.append("\\n");
        case '\r' -> escaped.append("\\r");
        case '\\' -> escaped.append("\\\\");
        default -> escaped.append(c);
      }
    }
    return escaped.toString();
  }
}
