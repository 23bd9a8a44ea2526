package io.s3dl.conf;

import io.s3dl.oplog.OplogOptions;
import io.s3dl.oplog.Overflow;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The keys of the log of operations. */
final class OplogSettings {

  static final Setting<Optional<Path>> PATH =
      SettingTypes.optionalFile(
          "fs.s3dl.oplog.path",
          "The local file that every operation of the store is logged to, for instance"
              + " /var/log/s3dl/{pid}.tsv.zst, where {pid} is the number of the process: text with"
              + " 13 columns, compressed with Zstandard, as s3dlio writes. A file that exists is"
              + " left alone: the new one then gets a suffix of its own, as in"
              + " 4711-1f0c9b2a.tsv.zst. Empty: no log.");

  static final Setting<Overflow> MODE =
      SettingTypes.choice(
          "fs.s3dl.oplog.mode",
          Overflow.class,
          Overflow.LOSSLESS,
          "What operations do that are faster than the log. lossless: they wait; drop: they do not,"
              + " and the log lacks them. How many is in the file system's log when it is closed,"
              + " and in its counts.");

  static final Setting<Integer> QUEUE =
      SettingTypes.integer(
          "fs.s3dl.oplog.queue",
          "4096",
          1,
          1 << 20,
          "How many operations wait to be written to the log of operations.");

  static final Setting<Integer> LEVEL =
      SettingTypes.integer(
          "fs.s3dl.oplog.level", "1", 1, 22, "The Zstandard level of the log of operations.");

  static final Setting<String> CLIENT_ID =
      SettingTypes.text(
          "fs.s3dl.oplog.client.id",
          "{pid}",
          "What stands in the column client_id of the log of operations; {pid} is the number of"
              + " the process. Access keys never stand in the log.");

  static final List<Setting<?>> ALL = List.of(PATH, MODE, QUEUE, LEVEL, CLIENT_ID);

  private OplogSettings() {}

  /** How operations are to be logged, if they are. */
  static Optional<OplogOptions> options(SettingReader settings) {
    return settings
        .get(PATH)
        .map(
            path ->
                new OplogOptions(
                    path,
                    settings.get(MODE),
                    settings.get(QUEUE),
                    settings.get(LEVEL),
                    settings.get(CLIENT_ID)));
  }
}
