package io.s3dl.conf;

import io.s3dl.store.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.hadoop.util.StringUtils.TraditionalBinaryPrefix;

/** The kinds of settings: each method makes one with its checks. */
final class SettingTypes {

  private static final String UNITS = " (bytes, or with a suffix K, M, G or T)";

  private SettingTypes() {}

  /** A whole number from {@code min} to {@code max}. */
  static Setting<Integer> integer(
      String name, String defaultText, int min, int max, String documentation) {
    String allowed =
        max == Integer.MAX_VALUE
            ? "a whole number, at least " + min
            : "a whole number from " + min + " to " + max;
    return new Setting<>(
        name,
        allowed,
        defaultText,
        documentation,
        text -> {
          int value = Integer.parseInt(text);
          require(value >= min && value <= max);
          return value;
        });
  }

  /** A size that fits an array or a buffer: {@code min} to {@code max} bytes. */
  static Setting<Integer> bufferBytes(
      String name, String defaultText, int min, int max, int multipleOf, String documentation) {
    String multiple = multipleOf == 1 ? "" : ", a multiple of " + sizeText(multipleOf);
    return new Setting<>(
        name,
        "a size from " + sizeText(min) + " to " + sizeText(max) + multiple + UNITS,
        defaultText,
        documentation,
        text -> {
          long value = sizeOf(text);
          require(value >= min && value <= max && value % multipleOf == 0);
          return (int) value;
        });
  }

  /** A size of at least {@code min} bytes. */
  static Setting<Long> bytes(String name, String defaultText, long min, String documentation) {
    return new Setting<>(
        name,
        "a size of at least " + sizeText(min) + UNITS,
        defaultText,
        documentation,
        text -> {
          long value = sizeOf(text);
          require(value >= min);
          return value;
        });
  }

  /** A size of {@code min} to {@code max} bytes. */
  static Setting<Long> bytes(
      String name, String defaultText, long min, long max, String documentation) {
    return new Setting<>(
        name,
        "a size from " + sizeText(min) + " to " + sizeText(max) + UNITS,
        defaultText,
        documentation,
        text -> {
          long value = sizeOf(text);
          require(value >= min && value <= max);
          return value;
        });
  }

  /** True or false, and nothing else: a typing error must not turn a safeguard off. */
  static Setting<Boolean> bool(String name, String defaultText, String documentation) {
    return new Setting<>(
        name,
        "true or false",
        defaultText,
        documentation,
        text -> {
          boolean value = text.equalsIgnoreCase("true");
          require(value || text.equalsIgnoreCase("false"));
          return value;
        });
  }

  /** One of the constants of an enumeration, in either case. */
  static <E extends Enum<E>> Setting<E> choice(
      String name, Class<E> type, E defaultValue, String documentation) {
    StringJoiner allowed = new StringJoiner(" | ");
    for (E constant : type.getEnumConstants()) {
      allowed.add(written(constant));
    }
    return new Setting<>(
        name,
        allowed.toString(),
        written(defaultValue),
        documentation,
        text -> Enum.valueOf(type, text.toUpperCase(Locale.ROOT).replace('-', '_')));
  }

  /** How a constant is written in a configuration. */
  static String written(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** An absolute path of this machine. */
  static Setting<Path> localPath(String name, String defaultText, String documentation) {
    return new Setting<>(
        name,
        "an absolute path of the local file system",
        defaultText,
        documentation,
        text -> {
          Path value = Path.of(text);
          require(value.isAbsolute());
          return value.normalize();
        });
  }

  /** The absolute path of a file of this machine, which the root is not; or none. */
  static Setting<Optional<Path>> optionalFile(String name, String documentation) {
    Setting<Path> path = localPath(name, "", documentation);
    return new Setting<>(
        name,
        path.allowed() + ", or empty",
        "",
        documentation,
        text -> {
          Optional<Path> value = unlessEmpty(text).map(path.parser());
          require(value.isEmpty() || value.get().getParent() != null);
          return value;
        });
  }

  /** A length of time, at least {@code min}. */
  static Setting<Duration> duration(
      String name, String defaultText, Duration min, String documentation) {
    return new Setting<>(
        name,
        Durations.ALLOWED + "; at least " + min.toSeconds() + "s",
        defaultText,
        documentation,
        text -> {
          Duration value = Durations.parse(text);
          require(value.compareTo(min) >= 0);
          return value;
        });
  }

  /** A length of time from {@code min} to {@code max}. */
  static Setting<Duration> duration(
      String name, String defaultText, Duration min, Duration max, String documentation) {
    return new Setting<>(
        name,
        Durations.ALLOWED + "; from " + min.toMinutes() + "m to " + max.toHours() + "h",
        defaultText,
        documentation,
        text -> {
          Duration value = Durations.parse(text);
          require(value.compareTo(min) >= 0 && value.compareTo(max) <= 0);
          return value;
        });
  }

  /** A text that is not empty. */
  static Setting<String> text(String name, String defaultText, String documentation) {
    return new Setting<>(
        name,
        "a text",
        defaultText,
        documentation,
        text -> {
          require(!text.isEmpty());
          return text;
        });
  }

  /** A text, or none. */
  static Setting<Optional<String>> optional(String name, String documentation) {
    return new Setting<>(name, "a text, or empty", "", documentation, SettingTypes::unlessEmpty);
  }

  /** One of some texts, or none. */
  static Setting<Optional<String>> optionalOf(
      String name, List<String> legal, String documentation) {
    return new Setting<>(
        name,
        String.join(" | ", legal) + "; or empty",
        "",
        documentation,
        text -> {
          require(text.isEmpty() || legal.contains(text));
          return unlessEmpty(text);
        });
  }

  /** A secret, or none; read with {@link SettingReader#secret}, and never shown. */
  static Setting<Optional<Secret>> secret(String name, String documentation) {
    return new Setting<>(
        name, "a secret, or empty", "", documentation, text -> unlessEmpty(text).map(Secret::of));
  }

  /** The address of a service, or none. */
  static Setting<Optional<URI>> address(String name, String documentation) {
    return new Setting<>(
        name,
        "a host and perhaps a port and a path, behind http:// or https:// (the latter if neither is"
            + " there); or empty",
        "",
        documentation,
        text -> unlessEmpty(text).map(SettingTypes::addressOf));
  }

  private static URI addressOf(String text) {
    URI address = URI.create(text.contains("://") ? text : "https://" + text);
    String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
    require(scheme.equals("http") || scheme.equals("https"));
    require(address.getHost() != null && address.getUserInfo() == null);
    require(address.getQuery() == null && address.getFragment() == null);
    return address;
  }

  /** A length of time. */
  static Setting<Duration> duration(String name, String defaultText, String documentation) {
    return new Setting<>(name, Durations.ALLOWED, defaultText, documentation, Durations::parse);
  }

  /** Texts separated by commas. */
  static Setting<List<String>> list(String name, String defaultText, String documentation) {
    return new Setting<>(
        name, "a list separated by commas", defaultText, documentation, SettingTypes::elements);
  }

  /**
   * Names with values, separated by commas.
   *
   * @param legal what they must be beyond that, in words
   * @param check whether they are
   */
  static Setting<Map<String, String>> pairs(
      String name, String legal, Predicate<Map<String, String>> check, String documentation) {
    return new Setting<>(
        name,
        "a list of name=value separated by commas, each name once; " + legal,
        "",
        documentation,
        text -> {
          Map<String, String> pairs = new LinkedHashMap<>();
          for (String element : elements(text)) {
            int equals = element.indexOf('=');
            require(equals > 0);
            String value = element.substring(equals + 1).trim();
            require(pairs.put(element.substring(0, equals).trim(), value) == null);
          }
          require(check.test(pairs));
          return Collections.unmodifiableMap(pairs);
        });
  }

  private static Optional<String> unlessEmpty(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  /** Suffixes of names: the values are in lower case, without the dot that may be before them. */
  static Setting<List<String>> suffixes(String name, String defaultText, String documentation) {
    return new Setting<>(
        name,
        "a list of suffixes separated by commas, without slashes",
        defaultText,
        documentation,
        text -> {
          List<String> values = new ArrayList<>();
          for (String element : elements(text)) {
            String suffix = element.startsWith(".") ? element.substring(1) : element;
            require(!suffix.isEmpty() && suffix.indexOf('/') < 0);
            values.add(suffix.toLowerCase(Locale.ROOT));
          }
          return List.copyOf(values);
        });
  }

  /** Globs for the last elements of paths. */
  static Setting<List<String>> nameGlobs(String name, String defaultText, String documentation) {
    return globs(
        name,
        "a list of globs separated by commas, without slashes and braces",
        defaultText,
        documentation,
        glob -> require(glob.indexOf('/') < 0));
  }

  /** Globs for whole paths. */
  static Setting<List<String>> pathGlobs(String name, String defaultText, String documentation) {
    return globs(
        name,
        "a list of globs separated by commas, each beginning with / or **, without braces",
        defaultText,
        documentation,
        glob -> require(glob.startsWith("/") || glob.startsWith("**")));
  }

  private static Setting<List<String>> globs(
      String name,
      String allowed,
      String defaultText,
      String documentation,
      Consumer<String> check) {
    return new Setting<>(
        name,
        allowed,
        defaultText,
        documentation,
        text -> {
          List<String> values = elements(text);
          for (String glob : values) {
            check.accept(glob);
            Glob.of(glob);
          }
          return values;
        });
  }

  /** A comma alone is an empty list: Hadoop takes an empty value in a file for none at all. */
  private static List<String> elements(String text) {
    List<String> elements = new ArrayList<>();
    for (String element : text.split(",", -1)) {
      String trimmed = element.trim();
      if (!trimmed.isEmpty()) {
        elements.add(trimmed);
      }
    }
    return List.copyOf(elements);
  }

  private static long sizeOf(String text) {
    // Hadoop's parser fails on an empty text with an exception of another kind.
    require(!text.isEmpty());
    return TraditionalBinaryPrefix.string2long(text);
  }

  private static void require(boolean legal) {
    if (!legal) {
      throw new IllegalArgumentException("out of range");
    }
  }

  private static String sizeText(long bytes) {
    if (bytes % (1 << 20) == 0) {
      return (bytes >> 20) + "M";
    }
    return bytes % (1 << 10) == 0 ? (bytes >> 10) + "K" : Long.toString(bytes);
  }
}
