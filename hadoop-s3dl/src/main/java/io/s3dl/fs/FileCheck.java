package io.s3dl.fs;

import io.s3dl.format.FrameIndex;
import io.s3dl.format.ObjectFormatException;
import io.s3dl.fs.Finding.State;
import io.s3dl.store.DirectoryStore;
import io.s3dl.store.Leftover;
import io.s3dl.store.ObjectChangedException;
import io.s3dl.store.ObjectInfo;
import io.s3dl.store.ObjectReader;
import io.s3dl.store.ObjectStore;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks one file and what its name stands for besides. Safe for use by several threads. */
final class FileCheck {

  private final FileSystemParts parts;
  private final ObjectStore store;
  private final Optional<DirectoryStore> directories;
  private final TreeCheck.Options options;

  /**
   * Creates the check of one file system's files.
   *
   * @param directories the store, if it can tell which writers live
   */
  FileCheck(
      FileSystemParts parts, Optional<DirectoryStore> directories, TreeCheck.Options options) {
    this.parts = parts;
    this.store = parts.volume().store();
    this.directories = directories;
    this.options = options;
  }

  /** What is wrong with a file; nothing if it is gone meanwhile. */
  List<Finding> check(TwinFilter.Listed listed) throws IOException {
    List<Finding> findings = new ArrayList<>();
    Entry file = listed.entry();
    boolean twin = listed.hidden().isPresent() && !listed.hidden().get().directory();
    try {
      if (twin) {
        findings.addAll(checkTwin(file, listed.hidden().get()));
      } else {
        faultOf(file, options.content()).ifPresent(fault -> findings.add(unreadable(file, fault)));
      }
    } catch (FileNotFoundException | ObjectChangedException e) {
      if (file.info().symlink()) {
        findings.add(unreadable(file, "A symbolic link that leads nowhere"));
      }
    }
    if (listed.hidden().isPresent() && !twin) {
      findings.add(
          remains(
              file.key(),
              "A file and a directory of one name: the name stands for the file, and what is in the"
                  + " directory cannot be reached",
              "rename the file (s3dl fs -mv); the directory shows then"));
    }
    if (file.isCompressed() && PathMapper.isPhysical(Keys.name(file.key()))) {
      findings.add(
          remains(
              file.key(),
              "More than one " + PathMapper.SUFFIX + " in its name, which is reserved",
              "rename " + file.physicalKey() + " with other tools"));
    }
    return findings;
  }

  /**
   * Why a file cannot be read.
   *
   * @param content whether all of it is read; else the end of a compressed file, nothing of others
   * @throws FileNotFoundException if it is gone
   * @throws ObjectChangedException if it is replaced meanwhile
   */
  private Optional<String> faultOf(Entry file, boolean content) throws IOException {
    try {
      if (content) {
        FileVerification.of(parts, file, done -> {});
      } else if (file.isCompressed()) {
        try (ObjectReader stored = store.open(file.physicalKey(), Optional.of(file.info()))) {
          FrameIndex.read(stored, file.info().name());
        }
      }
      return Optional.empty();
    } catch (FileNotFoundException | ObjectChangedException | InterruptedIOException e) {
      throw e;
    } catch (ObjectFormatException e) {
      return Optional.of(e.getMessage());
    } catch (IOException e) {
      return Optional.of("Unreadable: " + TreeCheck.reason(e));
    }
  }

  private static Finding unreadable(Entry file, String fault) {
    return remains(
        file.key(),
        fault,
        "it cannot be repaired: write the file anew, or delete it with " + "s3dl fs -rm");
  }

  /**
   * Checks a file that exists in both forms, of which the compressed one counts.
   *
   * <p>The plain one is removed only if no writer is at work in the directory, looked for after
   * both forms were seen and before the compressed one is read. For who publishes a plain file over
   * a compressed one, and then removes that, is seen to be at work until he has (see {@link
   * Twins}). Whatever is published later has another ETag, and stays.
   */
  private List<Finding> checkTwin(Entry file, ObjectInfo plain) throws IOException {
    boolean writers = isBeingWritten(Keys.parent(file.key()));
    Optional<String> fault = faultOf(file, true);
    if (fault.isPresent()) {
      return List.of(remains(file.key(), fault.get() + "; " + describe(plain), useOf(file)));
    }
    String what = "Stored in both forms; the compressed one, which is whole, counts";
    if (writers || plain.etag().isEmpty()) {
      return List.of(
          remains(
              file.key(),
              what,
              "the plain one stays, since a writer may be about to remove either; check again"));
    }
    if (!options.fix()) {
      return List.of(
          new Finding("/" + file.key(), State.FIXABLE, what, "--fix removes the plain one"));
    }
    store.deleteIfMatch(plain.key(), plain.etag().get());
    return List.of(new Finding("/" + file.key(), State.FIXED, what, "the plain one is removed"));
  }

  private boolean isBeingWritten(String directory) throws IOException {
    if (directories.isEmpty()) {
      return true; // who knows
    }
    for (Leftover leftover : directories.get().leftovers(directory)) {
      if (leftover.kind() == Leftover.Kind.BEING_WRITTEN
          || leftover.kind() == Leftover.Kind.UNKNOWN) {
        return true;
      }
    }
    return false;
  }

  private String describe(ObjectInfo plain) throws IOException {
    Entry entry = new Entry(plain.key(), plain, Entry.Kind.PLAIN);
    Optional<String> fault = faultOf(entry, true);
    if (fault.isPresent()) {
      return "it hides a plain one: " + fault.get();
    }
    boolean verified = FileVerification.of(parts, entry, done -> {}).verified();
    return verified
        ? "it hides a plain one, whose recorded CRC32C holds"
        : "it hides a plain one, of which no CRC32C is recorded";
  }

  /** Through us, removing or renaming the compressed one would remove the plain one first. */
  private static String useOf(Entry file) {
    return "nothing is removed: to have the plain one, move "
        + file.info().name()
        + " away with other tools than s3dl (mv); to have neither, s3dl fs -rm";
  }

  private static Finding remains(String key, String what, String action) {
    return new Finding("/" + key, State.REMAINS, what, action);
  }
}
