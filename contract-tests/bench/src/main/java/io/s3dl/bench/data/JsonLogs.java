package io.s3dl.bench.data;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Logs of an invented web service, an object a line: times that go on by uneven steps, skewed
 * levels, paths and addresses, random request ids, and messages that belong to the status.
 */
final class JsonLogs implements Generator {

  private static final long SEED = 20261122;
  private static final Instant BEGIN = Instant.parse("2026-03-01T00:00:00Z");
  private static final List<String> METHODS = List.of("GET", "POST", "PUT", "DELETE");
  private static final List<String> RESOURCES =
      List.of("orders", "customers", "invoices", "carts", "products", "sessions", "reports");
  private static final List<String> AGENTS =
      List.of(
          "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
          "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15",
          "okhttp/4.12.0",
          "curl/8.5.0",
          "python-requests/2.32.3");
  private static final List<String> FAULTS =
      List.of(
          "upstream timed out",
          "connection reset by peer",
          "deadlock found when trying to get lock",
          "no healthy backend");

  private final SplittableRandom random = new SplittableRandom(SEED);
  private long micros;

  @Override
  public void write(OutputStream out, long bytes) throws IOException {
    StringBuilder line = new StringBuilder(512);
    long written = 0;
    while (written < bytes) {
      line.setLength(0);
      append(line);
      byte[] encoded = line.append('\n').toString().getBytes(StandardCharsets.US_ASCII);
      out.write(encoded);
      written += encoded.length;
    }
  }

  private void append(StringBuilder line) {
    micros += 1 + (long) (-Math.log(1 - random.nextDouble()) * 900);
    int status = status();
    line.append("{\"ts\":\"")
        .append(BEGIN.plusNanos(micros * 1000))
        .append("\",\"level\":\"")
        .append(status >= 500 ? "ERROR" : status >= 400 ? "WARN" : level())
        .append("\",\"service\":\"shop-")
        .append(random.nextInt(1, 13))
        .append("\",\"request_id\":\"")
        .append(HexFormat.of().toHexDigits(random.nextLong()))
        .append(HexFormat.of().toHexDigits(random.nextLong()))
        .append("\",\"method\":\"")
        .append(any(METHODS))
        .append("\",\"path\":\"/api/v2/")
        .append(any(RESOURCES))
        .append('/')
        .append(skewed(5_000_000))
        .append(random.nextInt(4) == 0 ? "?page=" + skewed(100) : "")
        .append("\",\"status\":")
        .append(status)
        .append(",\"latency_ms\":")
        .append(
            Math.round(Math.exp(3 + random.nextDouble() * random.nextDouble() * 5) * 100) / 100.0)
        .append(",\"bytes\":")
        .append(skewed(200_000))
        .append(",\"client\":\"10.")
        .append(skewed(32))
        .append('.')
        .append(skewed(256))
        .append('.')
        .append(random.nextInt(1, 255))
        .append("\",\"user\":");
    if (random.nextInt(5) == 0) {
      line.append("null");
    } else {
      line.append("\"u").append(skewed(400_000)).append('"');
    }
    line.append(",\"agent\":\"").append(any(AGENTS)).append('"');
    if (status >= 500) {
      line.append(",\"error\":\"").append(any(FAULTS)).append("\",\"attempt\":");
      line.append(random.nextInt(1, 5));
    }
    line.append('}');
  }

  private int status() {
    int draw = random.nextInt(1000);
    if (draw < 900) {
      return draw < 780 ? 200 : 201;
    }
    return draw < 950 ? 304 : draw < 980 ? 404 : draw < 990 ? 401 : draw < 997 ? 500 : 503;
  }

  private String level() {
    return random.nextInt(8) == 0 ? "DEBUG" : "INFO";
  }

  private String any(List<String> choices) {
    return choices.get(skewed(choices.size()));
  }

  /** A number below {@code bound}, small ones far more often than large ones. */
  private int skewed(int bound) {
    double draw = random.nextDouble();
    return (int) (draw * draw * draw * bound);
  }
}
