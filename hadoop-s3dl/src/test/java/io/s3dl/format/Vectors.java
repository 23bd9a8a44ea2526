package io.s3dl.format;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The objects that the reference program made; the first word of a name says what it is. */
final class Vectors {

  private Vectors() {}

  /** The names of those that are what {@code verdict} says, or are not. */
  static List<String> names(String verdict, boolean equal) {
    try (Stream<Path> files = Files.list(directory())) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".zst") && name.startsWith(verdict) == equal)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] stored(String name) throws IOException {
    return Files.readAllBytes(directory().resolve(name));
  }

  static byte[] content(String name) throws IOException {
    return Files.readAllBytes(directory().resolve(name.replace(".zst", "")));
  }

  private static Path directory() {
    try {
      return Path.of(Vectors.class.getResource("/vectors").toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
