package io.s3dl.store.s3;

import static io.s3dl.store.s3.S3Feature.BULK_DELETE;
import static io.s3dl.store.s3.S3Feature.BULK_DELETE_MD5;
import static io.s3dl.store.s3.S3Feature.CHECKSUM_CRC32C;
import static io.s3dl.store.s3.S3Feature.CONDITIONAL_COMPLETE;
import static io.s3dl.store.s3.S3Feature.CONDITIONAL_DELETE;
import static io.s3dl.store.s3.S3Feature.CONDITIONAL_PUT;
import static io.s3dl.store.s3.S3Feature.COPY_SOURCE_IF_MATCH;
import static io.s3dl.store.s3.S3Feature.FULL_OBJECT_CRC32C;
import static io.s3dl.store.s3.S3Feature.IF_MATCH_PUT;
import static io.s3dl.store.s3.S3Feature.TAGGING;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a store can do.
 *
 * @param supported all of it
 */
public record S3Features(Set<S3Feature> supported) {

  /** Amazon's own. */
  public static final S3Features AWS =
      new S3Features(EnumSet.complementOf(EnumSet.of(BULK_DELETE_MD5)));

  /**
   * Ceph's gateway. It honours If-Match only with an ETag that is not quoted, which is no ETag, and
   * takes a wrong CRC32C.
   */
  public static final S3Features RGW =
      new S3Features(EnumSet.of(CONDITIONAL_PUT, BULK_DELETE, BULK_DELETE_MD5, TAGGING));

  /** MinIO, and what is like it. */
  public static final S3Features MINIO =
      new S3Features(
          EnumSet.of(
              CONDITIONAL_PUT,
              CONDITIONAL_COMPLETE,
              IF_MATCH_PUT,
              COPY_SOURCE_IF_MATCH,
              CHECKSUM_CRC32C,
              FULL_OBJECT_CRC32C,
              BULK_DELETE,
              BULK_DELETE_MD5,
              TAGGING));

  /** S3Proxy. */
  public static final S3Features S3PROXY =
      new S3Features(
          EnumSet.of(
              CONDITIONAL_PUT,
              CONDITIONAL_COMPLETE,
              IF_MATCH_PUT,
              CONDITIONAL_DELETE,
              COPY_SOURCE_IF_MATCH,
              CHECKSUM_CRC32C,
              BULK_DELETE,
              BULK_DELETE_MD5));

  /** A store of which nothing is known. */
  public static final S3Features OTHER = new S3Features(EnumSet.of(BULK_DELETE, BULK_DELETE_MD5));

  public S3Features {
    EnumSet<S3Feature> copy = EnumSet.noneOf(S3Feature.class);
    copy.addAll(supported);
    supported = Collections.unmodifiableSet(copy);
  }

  /** Whether the store can do this. */
  public boolean has(S3Feature feature) {
    return supported.contains(feature);
  }

  /** The same store, which can do this or cannot. */
  public S3Features with(S3Feature feature, boolean can) {
    EnumSet<S3Feature> changed = EnumSet.noneOf(S3Feature.class);
    changed.addAll(supported);
    if (can) {
      changed.add(feature);
    } else {
      changed.remove(feature);
    }
    return new S3Features(changed);
  }
}
