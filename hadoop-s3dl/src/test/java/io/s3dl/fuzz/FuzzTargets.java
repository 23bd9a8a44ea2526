package io.s3dl.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** All fuzz targets there are among the tests, and the inputs that were once findings. */
final class FuzzTargets {

  private static final String SUFFIX = "Fuzzer.class";

  private FuzzTargets() {}

  static List<Class<? extends FuzzTarget>> all() {
    Path root = testClasses();
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(SUFFIX))
          .map(file -> root.relativize(file).toString())
          .map(file -> file.substring(0, file.length() - ".class".length()))
          .sorted()
          .<Class<? extends FuzzTarget>>map(name -> load(name.replace('/', '.')))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static FuzzTarget create(Class<? extends FuzzTarget> target) {
    try {
      return target.getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(target + " cannot be created", e);
    }
  }

  /** Runs an input as the fuzzer does. */
  static void runLikeTheFuzzer(Class<? extends FuzzTarget> target, byte[] input)
      throws ReflectiveOperationException {
    try {
      target.getMethod("fuzzerTestOneInput", byte[].class).invoke(null, (Object) input.clone());
    } catch (InvocationTargetException e) {
      throw new AssertionError("Not harmless: " + e.getCause(), e.getCause());
    }
  }

  /** The inputs in {@code fuzz/} of the test resources that were findings of a target. */
  static List<Path> findings(Class<? extends FuzzTarget> target) throws IOException {
    Path directory = testClasses().resolve("fuzz").resolve(target.getSimpleName());
    if (!Files.exists(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().toList();
    }
  }

  private static Class<? extends FuzzTarget> load(String name) {
    try {
      return Class.forName(name).asSubclass(FuzzTarget.class);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Where this class is, with the other tests and their resources. */
  private static Path testClasses() {
    try {
      return Path.of(FuzzTargets.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
