package io.s3dl.store.local;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** This process's open descriptors, as Linux's /proc tells them. */
public final class OpenFiles {

  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
  private static final Pattern FLAGS = Pattern.compile("flags:\\s*([0-7]+)");

  private OpenFiles() {}

  /** The flags of the descriptors whose file lies under {@code path}, or is it. */
  public static List<Integer> flagsUnder(Path path) throws IOException {
    List<Integer> flags = new ArrayList<>();
    try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(DESCRIPTORS)) {
      for (Path descriptor : descriptors) {
        if (leadsTo(descriptor, path)) {
          flagsOf(descriptor).ifPresent(flags::add);
        }
      }
    }
    return flags;
  }

  private static Optional<Integer> flagsOf(Path descriptor) throws IOException {
    Path info = Path.of("/proc/self/fdinfo").resolve(descriptor.getFileName());
    try {
      Matcher matcher = FLAGS.matcher(Files.readString(info));
      return matcher.find() ? Optional.of(Integer.parseInt(matcher.group(1), 8)) : Optional.empty();
    } catch (IOException e) {
      if (Files.exists(descriptor, LinkOption.NOFOLLOW_LINKS)) {
        throw e;
      }
      return Optional.empty(); // closed meanwhile
    }
  }

  /** How many of them have O_DIRECT, whose value is the processor's. */
  static long directUnder(Path path) throws IOException {
    boolean arm = System.getProperty("os.arch").equals("aarch64");
    int direct = arm ? 0200000 : 040000;
    return flagsUnder(path).stream().filter(flags -> (flags & direct) != 0).count();
  }

  private static boolean leadsTo(Path descriptor, Path path) {
    try {
      return Files.readSymbolicLink(descriptor).startsWith(path.toRealPath());
    } catch (IOException e) {
      return false; // closed meanwhile
    }
  }
}
