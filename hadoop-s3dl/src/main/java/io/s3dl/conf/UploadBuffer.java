package io.s3dl.conf;

/** Where parts wait to be sent. */
public enum UploadBuffer {
  /** In memory only. */
  MEMORY,
  /** On the local disk, but for files of a few kilobytes. */
  DISK,
  /** In memory, and on disk if they are too large for it, or memory is short. */
  AUTO
}
