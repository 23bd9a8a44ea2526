package io.s3dl.conf;

import io.s3dl.store.Secret;
import io.s3dl.store.s3.S3Encryption;
import io.s3dl.store.s3.S3Feature;
import io.s3dl.store.s3.S3WriteSettings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The keys for what a store that speaks S3 can do, and for the objects that are written to it. */
public final class S3ObjectSettings {

  private static final long MAX_PART_BYTES = 5L << 30;
  private static final long MIN_COPY_BYTES = 16 << 20;

  public static final Setting<S3Store> STORE =
      SettingTypes.choice(
          S3Settings.AREA + "store",
          S3Store.class,
          S3Store.AUTO,
          "Whose store it is, and so what it can do: Amazon's, Ceph's RADOS gateway, MinIO and what"
              + " is like it, S3Proxy, or one of which nothing is known. auto: aws or other, by the"
              + " endpoint. Stores ignore what they don't know, so this is never tried out.");

  public static final Setting<Long> PART_SIZE =
      SettingTypes.bytes(
          S3Settings.AREA + "part.size",
          "8M",
          S3WriteSettings.MIN_PART_BYTES,
          MAX_PART_BYTES,
          "The size of an upload's first parts. An object that fits one part is written with one"
              + " request. After every 1,000 parts the size doubles.");

  public static final Setting<Long> PART_SIZE_MAX =
      SettingTypes.bytes(
          S3Settings.AREA + "part.size.max",
          "5G",
          S3WriteSettings.MIN_PART_BYTES,
          MAX_PART_BYTES,
          "What the size of parts does not grow beyond. With the defaults, 10,000 parts make 8 TiB;"
              + " with 8M here, 78 GiB; with 5G for the first parts too, 48.8 TiB. Large parts wait"
              + " on the disk, see fs.s3dl.upload.memory.part.max. A store that wants all parts of"
              + " one size, such as Cloudflare's R2, needs that of the first parts here.");

  public static final Setting<Long> COPY_SIZE =
      SettingTypes.bytes(
          S3Settings.AREA + "copy.size",
          "256M",
          MIN_COPY_BYTES,
          S3WriteSettings.MAX_COPY_BYTES,
          "Renaming, append and concat: larger files are copied in parts of at most this size, in parallel, where the"
              + " store honours x-amz-copy-source-if-match. Elsewhere each is copied with one"
              + " request up to 5G, since parts could be those of two files; a store that is silent"
              + " meanwhile needs a longer fs.s3dl.s3.socket.timeout.");

  public static final Setting<S3Encryption.Kind> ENCRYPTION =
      SettingTypes.choice(
          S3Settings.AREA + "encryption",
          S3Encryption.Kind.class,
          S3Encryption.Kind.NONE,
          "How the store encrypts what is written: with its own keys (sse-s3), with those of the"
              + " key management service (sse-kms, dsse-kms), or with the one that each request"
              + " carries (sse-c). none: as the bucket says.");

  public static final Setting<Optional<String>> ENCRYPTION_KMS_KEY =
      SettingTypes.optional(
          S3Settings.AREA + "encryption.kms.key",
          "sse-kms, dsse-kms: the key's id or ARN; without one the account's.");

  public static final Setting<Optional<String>> ENCRYPTION_KMS_CONTEXT =
      SettingTypes.optional(
          S3Settings.AREA + "encryption.kms.context",
          "sse-kms, dsse-kms: the encryption context, a JSON object of strings in Base64.");

  public static final Setting<Automatic> ENCRYPTION_BUCKET_KEY =
      SettingTypes.choice(
          S3Settings.AREA + "encryption.bucket.key",
          Automatic.class,
          Automatic.AUTO,
          "sse-kms: whether a key of the bucket's saves requests to the key management service."
              + " auto: as the bucket says.");

  public static final Setting<Optional<Secret>> ENCRYPTION_CUSTOMER_KEY =
      SettingTypes.secret(
          S3Settings.AREA + "encryption.customer.key",
          "sse-c: the key, 32 bytes in Base64. May stand in a credential file of Hadoop's.");

  public static final Setting<Optional<String>> STORAGE_CLASS =
      SettingTypes.optional(
          S3Settings.AREA + "storage.class",
          "The storage class of new objects, as S3 spells it: STANDARD_IA, say. Amazon's"
              + " are known; of other stores any is taken.");

  public static final Setting<Optional<String>> ACL =
      SettingTypes.optionalOf(
          S3Settings.AREA + "acl", S3WriteSettings.cannedAcls(), "The canned ACL of new objects.");

  public static final Setting<Optional<String>> CONTENT_TYPE =
      SettingTypes.optional(
          S3Settings.AREA + "content.type",
          "The content type of new objects for which the program names none.");

  public static final Setting<Map<String, String>> TAGS =
      SettingTypes.pairs(
          S3Settings.AREA + "tags",
          "10 at most, names of 128 and values of 256 characters at most",
          S3ObjectSettings::areTags,
          "The tags of new objects.");

  public static final Setting<Map<String, String>> METADATA =
      SettingTypes.pairs(
          S3Settings.AREA + "metadata",
          "names of letters, digits and dashes that do not begin with s3dl-, the same in upper and"
              + " lower case; values of printable ASCII characters; 2 KB together",
          metadata -> areMetadata(metadata, "(?!s3dl-)[a-z0-9-]+"),
          "User metadata of new objects.");

  private static final int MAX_TAGS = 10;
  private static final int MAX_TAG_NAME = 128;
  private static final int MAX_TAG_VALUE = 256;
  private static final int MAX_METADATA_BYTES = 2048;

  private static final List<Setting<?>> OBJECTS =
      List.of(
          PART_SIZE,
          PART_SIZE_MAX,
          COPY_SIZE,
          ENCRYPTION,
          ENCRYPTION_KMS_KEY,
          ENCRYPTION_KMS_CONTEXT,
          ENCRYPTION_BUCKET_KEY,
          ENCRYPTION_CUSTOMER_KEY,
          STORAGE_CLASS,
          ACL,
          CONTENT_TYPE,
          TAGS,
          METADATA);

  private static final Map<S3Feature, Setting<Automatic>> FEATURES = features();

  private S3ObjectSettings() {}

  static List<Setting<?>> all() {
    List<Setting<?>> all = new ArrayList<>();
    all.add(STORE);
    all.addAll(FEATURES.values());
    all.addAll(OBJECTS);
    return Collections.unmodifiableList(all);
  }

  private static boolean areTags(Map<String, String> tags) {
    return tags.size() <= MAX_TAGS
        && tags.entrySet().stream()
            .allMatch(
                tag ->
                    tag.getKey().length() <= MAX_TAG_NAME
                        && tag.getValue().length() <= MAX_TAG_VALUE);
  }

  /** Whether they are few enough, and their names in lower case are all of a form. */
  static boolean areMetadata(Map<String, String> metadata, String form) {
    Set<String> names = new HashSet<>();
    int bytes = 0;
    for (Map.Entry<String, String> entry : metadata.entrySet()) {
      String name = entry.getKey().toLowerCase(Locale.ROOT);
      bytes += name.length() + entry.getValue().length();
      if (!names.add(name) || !name.matches(form) || !entry.getValue().matches("[ -~]*")) {
        return false;
      }
    }
    return bytes <= MAX_METADATA_BYTES;
  }

  /** The key that says whether a store can do one thing. */
  static Setting<Automatic> feature(S3Feature feature) {
    return FEATURES.get(feature);
  }

  private static Map<S3Feature, Setting<Automatic>> features() {
    Map<S3Feature, Setting<Automatic>> features = new EnumMap<>(S3Feature.class);
    for (S3Feature feature : S3Feature.values()) {
      features.put(
          feature,
          SettingTypes.choice(
              S3Settings.AREA + "feature." + feature.key(),
              Automatic.class,
              Automatic.AUTO,
              "Whether the store " + meaning(feature) + ". auto: as fs.s3dl.s3.store says."));
    }
    return Collections.unmodifiableMap(features);
  }

  private static String meaning(S3Feature feature) {
    return switch (feature) {
      case CONDITIONAL_PUT -> "honours If-None-Match: * when an object is put";
      case CONDITIONAL_COMPLETE -> "honours If-None-Match: * when an upload is completed";
      case CONDITIONAL_COPY -> "honours If-None-Match: * when an object is copied";
      case IF_MATCH_PUT -> "honours If-Match when an object is put or an upload completed";
      case CONDITIONAL_DELETE -> "honours If-Match when an object is deleted";
      case COPY_SOURCE_IF_MATCH -> "honours x-amz-copy-source-if-match";
      case CHECKSUM_CRC32C -> "checks x-amz-checksum-crc32c of objects and parts that are sent";
      case FULL_OBJECT_CRC32C -> "checks and keeps the CRC32C of a whole upload";
      case BULK_DELETE -> "deletes many objects with one request; otherwise each has its own";
      case BULK_DELETE_MD5 -> "wants Content-MD5 when many objects are deleted at once";
      case TAGGING -> "keeps tags of objects";
    };
  }
}
