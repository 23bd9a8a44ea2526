package io.s3dl.conf;

import io.s3dl.store.Secret;
import io.s3dl.store.azure.AzureOptions;
import io.s3dl.store.local.LocalOptions;
import io.s3dl.store.s3.S3Options;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;

/**
 * Reads settings as they hold for one bucket: a key of the bucket's own goes before the general
 * one, and that before the default. A bucket that is named CONTAINER@ACCOUNT has keys of the
 * account between the two.
 */
public final class SettingReader {

  /** The scheme of local files through the page cache. */
  public static final String FILE_SCHEME = "filedl";

  /** The scheme of local files past the page cache. */
  public static final String DIRECT_SCHEME = "directdl";

  /** The scheme of Amazon S3 and the stores that speak its protocol. */
  public static final String S3_SCHEME = "s3dl";

  /** The scheme of Azure Blob Storage. */
  public static final String AZURE_SCHEME = "azdl";

  /**
   * What URIs of local files may name, as those of {@code file} may: Flink opens no file system of
   * Hadoop's without an authority.
   */
  static final String LOCAL_HOST = "localhost";

  /** The general keys, in the place of the name of a bucket. */
  private static final String GENERAL = "";

  /** Stays in a text where the configuration has been made without Hadoop's defaults. */
  private static final String TMP_DIR = "${hadoop.tmp.dir}";

  private final Configuration conf;
  private final List<String> levels;

  /**
   * Creates a reader.
   *
   * @param bucket the name that stands in the bucket's own keys, see {@link #bucketName}
   */
  public SettingReader(Configuration conf, String bucket) {
    this.conf = Objects.requireNonNull(conf, "conf");
    this.levels = levels(Objects.requireNonNull(bucket, "bucket"));
  }

  private static List<String> levels(String bucket) {
    int at = bucket.indexOf('@');
    if (at < 0) {
      return List.of(bucket, GENERAL);
    }
    String account = bucket.substring(at + 1);
    int dot = account.indexOf('.');
    String name = dot < 0 ? account : account.substring(0, dot);
    return Stream.of(bucket, bucket.substring(0, at + 1) + name, account, name, GENERAL)
        .distinct()
        .toList();
  }

  /** Whose keys are looked at, in this order, see {@link #nameAt}. */
  List<String> levels() {
    return levels;
  }

  /** The key of a setting at one level. */
  static String nameAt(String level, Setting<?> setting) {
    return level.equals(GENERAL) ? setting.name() : setting.nameFor(level);
  }

  /** Whether a setting that is no secret is set at one level. */
  boolean isSetAt(String level, Setting<?> setting) {
    return conf.getRaw(nameAt(level, setting)) != null;
  }

  /**
   * The name by which a file system is configured apart from others: the authority of its URIs, or
   * the scheme where URIs have none, or none but {@code localhost}.
   *
   * @param authority may be null
   */
  public static String bucketName(String scheme, String authority) {
    return authority == null || authority.isEmpty() || isLocal(scheme) ? scheme : authority;
  }

  /** Whether a scheme is that of a local disk. */
  static boolean isLocal(String scheme) {
    return scheme.equals(FILE_SCHEME) || scheme.equals(DIRECT_SCHEME);
  }

  /**
   * The value of a setting.
   *
   * @throws IllegalArgumentException if what is configured is not legal; names the key that it was
   *     found under, the value and what is legal
   */
  public <T> T get(Setting<T> setting) {
    String key = keyOf(setting);
    // Not getTrimmed, which would leave references to other keys in the default as they are.
    String text = conf.get(key, setting.defaultText()).trim();
    return setting.parse(key, text.replace(TMP_DIR, System.getProperty("java.io.tmpdir")));
  }

  /**
   * A secret, from a credential file of Hadoop's or from the configuration itself: the bucket's own
   * key goes before the general one wherever either stands.
   *
   * @throws IOException if a credential file cannot be read
   */
  Optional<Secret> secret(Setting<Optional<Secret>> setting) throws IOException {
    for (String level : levels) {
      Optional<Secret> found = secretAt(nameAt(level, setting), setting);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /**
   * The same, looked for under one key only.
   *
   * @param key the setting's own, or that of the bucket
   */
  Optional<Secret> secretAt(String key, Setting<Optional<Secret>> setting) throws IOException {
    char[] found = conf.getPassword(key);
    return found == null ? Optional.empty() : setting.parse(key, new String(found).trim());
  }

  /** The key that a setting is found under, for messages: the bucket's own if that is set. */
  String keyOf(Setting<?> setting) {
    return levels.stream()
        .filter(level -> isSetAt(level, setting))
        .map(level -> nameAt(level, setting))
        .findFirst()
        .orElse(setting.name());
  }

  /** What it means that only one of two is set. */
  IllegalArgumentException together(Setting<?> one, Setting<?> other) {
    return together(keyOf(one), keyOf(other));
  }

  /** The same of two keys. */
  static IllegalArgumentException together(String one, String other) {
    return new IllegalArgumentException(one + " goes with " + other + ": one of them is missing");
  }

  /**
   * The options of the store behind a bucket.
   *
   * @throws IOException if a file with secrets cannot be read
   * @throws IllegalArgumentException if a value is not legal, or some do not go together
   */
  public static S3Options s3Options(Configuration conf, String bucket) throws IOException {
    return new S3OptionsReader(conf, bucket).read();
  }

  /**
   * The options of the store behind a container of Azure's.
   *
   * @param authority CONTAINER@ACCOUNT
   * @throws IOException if a file with secrets cannot be read
   * @throws IllegalArgumentException if a value is not legal, or some do not go together
   */
  public static AzureOptions azureOptions(Configuration conf, String authority) throws IOException {
    return new AzureOptionsReader(conf, authority).read();
  }

  /**
   * The options of the store behind a local scheme.
   *
   * @param scheme {@link #FILE_SCHEME} or {@link #DIRECT_SCHEME}
   * @throws IllegalArgumentException if a value is not legal, or the scheme is another one
   */
  public static LocalOptions localOptions(Configuration conf, String scheme) {
    if (!isLocal(scheme)) {
      throw new IllegalArgumentException("Not a scheme of local files: " + scheme);
    }
    SettingReader settings = new SettingReader(conf, scheme);
    boolean direct = scheme.equals(DIRECT_SCHEME);
    return new LocalOptions(
        settings.get(Settings.LOCAL_ROOT),
        direct,
        direct && settings.get(Settings.DIRECT_REQUIRED),
        settings.get(Settings.LOCAL_SYNC),
        settings.get(Settings.LOCAL_PART_SIZE));
  }
}
