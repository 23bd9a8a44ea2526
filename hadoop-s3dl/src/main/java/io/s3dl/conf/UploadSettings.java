package io.s3dl.conf;

import java.time.Duration;
import java.util.List;

/** The keys of uploads that nobody has ended. */
final class UploadSettings {

  static final Setting<Boolean> PURGE =
      SettingTypes.bool(
          "fs.s3dl.uploads.purge",
          "false",
          "s3dl: whether a file system that is opened looks through its bucket in the background,"
              + " and aborts multipart uploads that were begun long ago and never ended, whoever"
              + " began them. s3dl uploads does it on demand, and most stores by a lifecycle rule.");

  static final Setting<Duration> PURGE_AGE =
      SettingTypes.duration(
          "fs.s3dl.uploads.purge.age",
          "7d",
          Duration.ofMinutes(1),
          "s3dl: how long ago an upload that fs.s3dl.uploads.purge aborts was begun. Must be"
              + " longer than any file takes to be written.");

  static final List<Setting<?>> ALL = List.of(PURGE, PURGE_AGE);

  private UploadSettings() {}
}
