package io.s3dl.oplog;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads logs of operations, and checks each line's form. */
public final class LogLines {

  private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{9}Z";

  private LogLines() {}

  /** The lines of a file that was written to its end, each by its columns' names. */
  public static List<Map<String, String>> of(Path file) throws IOException {
    return of(Files.readAllBytes(file));
  }

  static List<Map<String, String>> of(byte[] compressed) throws IOException {
    try (InputStream in = new ZstdInputStream(new ByteArrayInputStream(compressed))) {
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  static List<Map<String, String>> parse(String text) {
    assertThat(text).endsWith("\n");
    String[] lines = text.split("\n", -1);
    String[] names = lines[0].split("\t", -1);
    assertThat(String.join(" ", names))
        .isEqualTo(
            "idx thread op client_id n_objects bytes endpoint file error start first_byte end"
                + " duration_ns");
    List<Map<String, String>> parsed = new ArrayList<>();
    for (int i = 1; i < lines.length - 1; i++) {
      String[] fields = lines[i].split("\t", -1);
      assertThat(fields).as(lines[i]).hasSize(names.length);
      Map<String, String> line = new HashMap<>();
      for (int field = 0; field < fields.length; field++) {
        line.put(names[field], fields[field]);
      }
      check(line, i - 1);
      parsed.add(line);
    }
    return parsed;
  }

  private static void check(Map<String, String> line, int index) {
    assertThat(line.get("idx")).isEqualTo(Integer.toString(index));
    assertThat(line.get("thread")).matches("\\d+");
    assertThat(line.get("n_objects")).matches("\\d+");
    assertThat(line.get("bytes")).matches("\\d+");
    assertThat(line.get("start")).matches(TIME);
    assertThat(line.get("end")).matches(TIME);
    Instant start = Instant.parse(line.get("start"));
    Instant end = Instant.parse(line.get("end"));
    assertThat(Duration.between(start, end).toNanos())
        .isEqualTo(Long.parseLong(line.get("duration_ns")))
        .isNotNegative();
    if (!line.get("first_byte").isEmpty()) {
      assertThat(line.get("first_byte")).matches(TIME);
      assertThat(Instant.parse(line.get("first_byte"))).isBetween(start, end);
    }
  }

  /** What happened, in short: operation, key, objects, bytes, and whether it failed. */
  public static List<String> summary(List<Map<String, String>> lines) {
    return lines.stream()
        .map(
            line ->
                String.join(
                    " ",
                    line.get("op"),
                    line.get("file"),
                    line.get("n_objects"),
                    line.get("bytes") + (line.get("error").isEmpty() ? "" : " failed")))
        .toList();
  }
}
