package io.s3dl.store.s3;

import java.util.Locale;

/**
 * Something that a store may or may not do. Stores ignore what they do not know, rather than refuse
 * it, so none of these can be found out by trying in a user's bucket.
 */
public enum S3Feature {

  /** Honours {@code If-None-Match: *} on PutObject. */
  CONDITIONAL_PUT,

  /** Honours {@code If-None-Match: *} on CompleteMultipartUpload. */
  CONDITIONAL_COMPLETE,

  /** Honours {@code If-None-Match: *} on CopyObject. */
  CONDITIONAL_COPY,

  /**
   * Honours {@code If-Match} on PutObject and CompleteMultipartUpload, with the ETag as it gave.
   */
  IF_MATCH_PUT,

  /** Honours {@code If-Match} on DeleteObject. */
  CONDITIONAL_DELETE,

  /** Honours {@code x-amz-copy-source-if-match} on CopyObject and UploadPartCopy. */
  COPY_SOURCE_IF_MATCH,

  /** Compares {@code x-amz-checksum-crc32c} of a PUT and of a part with what has arrived. */
  CHECKSUM_CRC32C,

  /** Completes uploads with a CRC32C of the whole object, and tells it later. */
  FULL_OBJECT_CRC32C,

  /** Knows DeleteObjects. */
  BULK_DELETE,

  /** Wants Content-MD5 on DeleteObjects, in the place of newer checksums. */
  BULK_DELETE_MD5,

  /** Keeps tags of objects. */
  TAGGING;

  /** The name in configuration: lower case, with dashes. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
