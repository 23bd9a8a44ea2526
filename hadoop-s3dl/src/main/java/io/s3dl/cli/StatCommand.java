package io.s3dl.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.s3dl.fs.FileDescription;
import io.s3dl.fs.ObjectFileSystem;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.hadoop.fs.FileStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Says how files are stored. */
@Command(
    name = "stat",
    description = "Says how files are stored: sizes, compression, checksum, name in the store.",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {"0:done", "1:a path is not there or cannot be read", "2:wrong usage"})
final class StatCommand extends PathsCommand {

  @Option(names = "--json", description = "Prints one JSON object a line for each path.")
  private boolean json;

  private boolean failed;

  @Override
  public Integer call() throws IOException {
    try (OpenFileSystems fileSystems = openFileSystems()) {
      visit(fileSystems, this::print, (path, e) -> fail(e));
    }
    return failed ? 1 : 0;
  }

  /** Prints what there is to say of one file; that it fails keeps none of the rest. */
  private void print(ObjectFileSystem files, FileStatus status) {
    try {
      FileDescription file = files.describe(status.getPath());
      out().print(json ? jsonOf(status, file) : textOf(status, file));
    } catch (IOException e) {
      fail(e);
    }
  }

  private void fail(Exception e) {
    failed = true;
    tell(e);
  }

  private static String textOf(FileStatus status, FileDescription file) {
    Map<String, String> lines = new LinkedHashMap<>();
    if (file.directory()) {
      lines.put("kind", "directory");
    } else {
      lines.put(
          "kind",
          file.compressed()
              .map(frames -> "compressed file, Zstandard level " + frames.level())
              .orElse("plain file"));
      lines.put("content", Amounts.exactBytes(file.contentBytes()));
      lines.put("stored", Amounts.exactBytes(file.storedBytes()));
      lines.put("ratio", ratio(file) + " (stored / content)");
      file.compressed().ifPresent(frames -> lines.put("frames", framesText(frames)));
      lines.put("CRC32C", crcText(file, "not recorded"));
    }
    lines.put("stored as", file.physicalPath());
    lines.put("owner", status.getOwner() + ":" + status.getGroup() + " " + status.getPermission());
    lines.put("modified", timeOf(status));
    StringBuilder text = new StringBuilder(OpenFileSystems.text(status.getPath()) + "\n");
    lines.forEach(
        (name, value) -> text.append(String.format(Locale.ROOT, "  %-10s %s%n", name, value)));
    return text.toString();
  }

  private static String jsonOf(FileStatus status, FileDescription file) throws IOException {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("path", OpenFileSystems.text(status.getPath()));
    fields.put("directory", file.directory());
    if (!file.directory()) {
      fields.put("compressed", file.compressed().isPresent());
      fields.put("contentBytes", file.contentBytes());
      fields.put("storedBytes", file.storedBytes());
      fields.put("ratio", file.ratio());
      file.compressed()
          .ifPresent(
              frames -> {
                fields.put("level", frames.level());
                fields.put("frames", frames.count());
              });
      fields.put("crc32c", crcText(file, null));
    }
    fields.put("storedAs", file.physicalPath());
    fields.put("owner", status.getOwner());
    fields.put("group", status.getGroup());
    fields.put("permission", String.format("%04o", status.getPermission().toShort()));
    fields.put("modified", Instant.ofEpochMilli(status.getModificationTime()).toString());
    return new ObjectMapper().writeValueAsString(fields) + "\n";
  }

  private static String ratio(FileDescription file) {
    return String.format(Locale.ROOT, "%.3f", file.ratio());
  }

  private static String crcText(FileDescription file, String unknown) {
    return file.crc32c().isPresent() ? String.format("%08x", file.crc32c().getAsInt()) : unknown;
  }

  private static String framesText(FileDescription.Frames frames) {
    String largest =
        frames.largestBytes().isPresent()
            ? ", the largest of " + Amounts.exactBytes(frames.largestBytes().getAsLong())
            : "";
    return frames.count() + largest;
  }

  private static String timeOf(FileStatus status) {
    return Instant.ofEpochMilli(status.getModificationTime())
        .truncatedTo(ChronoUnit.SECONDS)
        .atZone(ZoneId.systemDefault())
        .format(DateTimeFormatter.ISO_OFFSET_DATE_TIME);
  }
}
