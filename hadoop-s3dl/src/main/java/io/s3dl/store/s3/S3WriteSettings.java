package io.s3dl.store.s3;

import io.s3dl.store.PartSizes;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.s3.model.ObjectCannedACL;
import software.amazon.awssdk.services.s3.model.StorageClass;

/**
 * What is said of each object that is written.
 *
 * @param parts the sizes of an upload's parts
 * @param encryption how it is encrypted
 * @param storageClass the storage class as S3 spells it; empty for the bucket's
 * @param acl the canned ACL as S3 spells it; empty for none
 * @param contentType the content type where the write names none; empty for the store's choice
 * @param tags the object's tags
 * @param metadata the user metadata of every object, beside what the write names
 * @param copyBytes the largest object that is copied with one request, and the largest part of a
 *     larger one's copy
 */
public record S3WriteSettings(
    PartSizes parts,
    S3Encryption encryption,
    Optional<String> storageClass,
    Optional<String> acl,
    Optional<String> contentType,
    Map<String, String> tags,
    Map<String, String> metadata,
    long copyBytes) {

  /** S3 copies no larger object with one request, and no larger part. */
  public static final long MAX_COPY_BYTES = 5L << 30;

  /** S3 takes no smaller part, but for the last. */
  public static final int MIN_PART_BYTES = 5 << 20;

  /** How many parts S3 takes. */
  public static final int MAX_PARTS = 10_000;

  /** After how many parts their size doubles: from 8 MiB, 10,000 of them make 8 TiB. */
  private static final int DOUBLE_EVERY = 1000;

  public S3WriteSettings {
    Objects.requireNonNull(parts, "parts");
    Objects.requireNonNull(encryption, "encryption");
    Objects.requireNonNull(storageClass, "storageClass");
    Objects.requireNonNull(acl, "acl");
    Objects.requireNonNull(contentType, "contentType");
    tags = Map.copyOf(tags);
    metadata = Map.copyOf(metadata);
  }

  /** The canned ACLs of objects, as S3 spells them. */
  public static List<String> cannedAcls() {
    return ObjectCannedACL.knownValues().stream().map(ObjectCannedACL::toString).toList();
  }

  /** Amazon's storage classes, as S3 spells them. Other stores may have others. */
  public static List<String> storageClasses() {
    return StorageClass.knownValues().stream().map(StorageClass::toString).toList();
  }

  /** Nothing but the parts. */
  public static S3WriteSettings of(PartSizes parts) {
    return new S3WriteSettings(
        parts,
        S3Encryption.NONE,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        Map.of(),
        MAX_COPY_BYTES);
  }

  /** Parts that begin with {@code first} bytes and grow to {@code largest}. */
  public static PartSizes partSizes(long first, long largest) {
    return new PartSizes(first, DOUBLE_EVERY, largest, MAX_PARTS, 1);
  }
}
