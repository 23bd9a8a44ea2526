package io.s3dl.codec;

import java.io.InputStream;
import java.lang.reflect.Field;
import java.net.URI;
import java.util.Optional;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;

/**
 * What a stream is called that Hadoop has opened. It tells codecs no names, and those of different
 * file systems keep them in different fields; where none is found, nothing is known.
 */
final class StreamNames {

  /** What our file systems store. Its own codec would hide that for .zst: Hadoop takes one only. */
  private static final String OURS = ".s3dl.zst";

  private StreamNames() {}

  /** Whether a stream is known to be that of an object that one of our file systems has stored. */
  static boolean isOurs(InputStream in) {
    return in instanceof FSDataInputStream && nameThatEndsInOurs(unwrapped(in)).isPresent();
  }

  /** What errors call a stream. */
  static String of(InputStream in) {
    return nameThatEndsInOurs(unwrapped(in)).orElseGet(() -> String.valueOf(in));
  }

  private static InputStream unwrapped(InputStream in) {
    InputStream inner = in;
    while (inner instanceof FSDataInputStream data && data.getWrappedStream() != inner) {
      inner = data.getWrappedStream();
    }
    return inner;
  }

  private static Optional<String> nameThatEndsInOurs(InputStream in) {
    for (Class<?> type = in.getClass();
        type != null && !type.getName().startsWith("java.");
        type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        Optional<String> name = text(field, in).filter(text -> text.endsWith(OURS));
        if (name.isPresent()) {
          return name;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<String> text(Field field, InputStream in) {
    Class<?> type = field.getType();
    if (type != String.class && type != Path.class && type != URI.class) {
      return Optional.empty();
    }
    try {
      field.setAccessible(true);
      return Optional.ofNullable(field.get(in)).map(Object::toString);
    } catch (ReflectiveOperationException | RuntimeException e) {
      return Optional.empty(); // then it is not known
    }
  }
}
