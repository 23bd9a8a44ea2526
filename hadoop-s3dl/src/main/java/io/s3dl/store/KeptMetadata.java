package io.s3dl.store;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What a flat store keeps about a file in the metadata of its object, by names that begin with
 * s3dl. Names have no case and are of letters, digits and one other sign, which differs by store.
 */
public final class KeptMetadata {

  private static final int DEFAULT_FILE_MODE = 0644;
  private static final int DEFAULT_DIRECTORY_MODE = 0755;

  private final char sign;
  private final String prefix;
  private final String named;

  /**
   * The metadata of one kind of store.
   *
   * @param sign what names may have besides letters and digits
   */
  public KeptMetadata(char sign) {
    this.sign = sign;
    this.prefix = "s3dl" + sign;
    this.named = prefix + "xattr" + sign;
  }

  /** What all names begin with. */
  public String prefix() {
    return prefix;
  }

  /** Tells our own write from another's. */
  public String writeId() {
    return prefix + "write" + sign + "id";
  }

  /** The CRC32C of the stored bytes; eight hexadecimal digits. */
  public String crc32c() {
    return prefix + "crc32c";
  }

  /** The permission bits, octal. */
  public String mode() {
    return prefix + "mode";
  }

  /** The owner's name. */
  public String owner() {
    return prefix + "owner";
  }

  /** The group's name. */
  public String group() {
    return prefix + "group";
  }

  /** The time of modification that somebody has set; without it, the store's own is right. */
  public String modified() {
    return prefix + "mtime";
  }

  /** The time of the last access that somebody has set. */
  public String accessed() {
    return prefix + "atime";
  }

  /** What is not true of the object that takes the place of another one. */
  public Set<String> ofOneObject() {
    return Set.of(writeId(), crc32c(), modified());
  }

  /** The mode that is not kept, because everything has it. */
  public static int defaultMode(String key) {
    return key.endsWith("/") ? DEFAULT_DIRECTORY_MODE : DEFAULT_FILE_MODE;
  }

  /** Owner, mode and the like, if any of them is kept. */
  public Optional<FileAttributes> attributes(String key, Map<String, String> metadata) {
    if (!metadata.containsKey(mode())
        && !metadata.containsKey(owner())
        && !metadata.containsKey(group())
        && !metadata.containsKey(accessed())) {
      return Optional.empty();
    }
    return Optional.of(
        new FileAttributes(
            mode(key, metadata),
            MetadataTexts.decoded(metadata.get(owner())),
            MetadataTexts.decoded(metadata.get(group())),
            accessedMillis(metadata)));
  }

  /** The permission bits, of which not all are kept. */
  public int mode(String key, Map<String, String> metadata) {
    String text = metadata.get(mode());
    return text != null && text.matches("[0-7]{1,4}")
        ? Integer.parseInt(text, 8)
        : defaultMode(key);
  }

  /** The time of the last access that was set; 0 if none was. */
  public long accessedMillis(Map<String, String> metadata) {
    return MetadataTexts.number(metadata.get(accessed())).orElse(0);
  }

  /** The time of modification that was set, if one was. */
  public OptionalLong modifiedMillis(Map<String, String> metadata) {
    return MetadataTexts.number(metadata.get(modified()));
  }

  /** The CRC32C that we have written with the object. */
  public OptionalInt crc32c(Map<String, String> metadata) {
    String text = metadata.get(crc32c());
    return text != null && text.matches("[0-9a-f]{8}")
        ? OptionalInt.of(Integer.parseUnsignedInt(text, 16))
        : OptionalInt.empty();
  }

  /** A CRC32C as it is kept. */
  public static String text(int crc32c) {
    return String.format(Locale.ROOT, "%08x", crc32c);
  }

  /**
   * What a named attribute is kept under: all bytes but a to z and 0 to 9 are a sign and digits.
   */
  public String nameOf(String attribute) {
    return named + MetadataTexts.escaped(attribute, sign);
  }

  /** The named attribute that is kept under a name, if one is. */
  public Optional<String> attributeOf(String name) {
    return name.startsWith(named)
        ? MetadataTexts.unescaped(name.substring(named.length()), sign)
        : Optional.empty();
  }
}
