package io.s3dl.fs;

import io.s3dl.format.FrameIndex;
import io.s3dl.format.ObjectFormatException;
import io.s3dl.fs.Finding.State;
import io.s3dl.store.DirectoryStore;
import io.s3dl.store.ObjectChangedException;
import io.s3dl.store.ObjectReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks one file and what its name stands for besides. Safe for use by several threads. */
final class FileCheck {

  private final FileSystemParts parts;
  private final TreeCheck.Options options;
  private final TwinCheck twins;

  /**
   * Creates the check of one file system's files.
   *
   * @param directories the store, if it can tell which writers live
   */
  FileCheck(
      FileSystemParts parts, Optional<DirectoryStore> directories, TreeCheck.Options options) {
    this.parts = parts;
    this.options = options;
    this.twins = new TwinCheck(parts, directories, options.fix());
  }

  /** What is wrong with a file; nothing if it is gone meanwhile. */
  List<Finding> check(TwinFilter.Listed listed) throws IOException {
    List<Finding> findings = new ArrayList<>();
    Entry file = listed.entry();
    boolean twin = listed.hidden().isPresent() && !listed.hidden().get().directory();
    try {
      if (twin) {
        twins.check(file, listed.hidden().get()).ifPresent(findings::add);
      } else {
        faultOf(parts, file, options.content())
            .ifPresent(fault -> findings.add(unreadable(file, fault)));
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
  static Optional<String> faultOf(FileSystemParts parts, Entry file, boolean content)
      throws IOException {
    try {
      if (content) {
        FileVerification.of(parts, file, done -> {});
      } else if (file.isCompressed()) {
        try (ObjectReader stored = parts.reads().openStored(file)) {
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
        "it cannot be repaired: write the file anew, or delete it (s3dl fs -rm)");
  }

  static Finding remains(String key, String what, String action) {
    return new Finding("/" + key, State.REMAINS, what, action);
  }
}
