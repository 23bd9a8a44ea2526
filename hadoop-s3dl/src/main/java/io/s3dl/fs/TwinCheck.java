package io.s3dl.fs;

import io.s3dl.format.FrameIndex;
import io.s3dl.fs.Finding.State;
import io.s3dl.store.DirectoryStore;
import io.s3dl.store.Leftover;
import io.s3dl.store.ObjectInfo;
import io.s3dl.store.ObjectReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Checks a file that exists in both forms, of which the compressed one counts. Safe for use by
 * several threads.
 */
final class TwinCheck {

  private final FileSystemParts parts;
  private final Optional<DirectoryStore> directories;
  private final boolean fix;

  /**
   * Creates the check of one file system's files.
   *
   * @param directories the store, if it can tell which writers live
   * @param fix whether the plain form is removed if nothing is lost by that
   */
  TwinCheck(FileSystemParts parts, Optional<DirectoryStore> directories, boolean fix) {
    this.parts = parts;
    this.directories = directories;
    this.fix = fix;
  }

  /**
   * What came of reading the plain form.
   *
   * @param crc32c of its content, if it could be read and is as recorded
   * @param text what there is to say of it
   * @param gone whether it is there no more
   */
  private record Plain(OptionalInt crc32c, String text, boolean gone) {}

  /**
   * Checks both forms of a file; empty if the plain one is gone meanwhile, and nothing is wrong
   * with the compressed one.
   *
   * <p>The plain one is removed only if it is older or has the same content: another tool may have
   * put it there, or a writer that was killed before it removed the compressed one. And only if no
   * writer is at work in the directory, looked for after both forms were seen and before the
   * compressed one is read. For who publishes a plain file over a compressed one, and then removes
   * that, is seen to be at work until he has (see {@link Twins}). Whatever is published later has
   * another ETag, and stays. In a flat store nobody is seen to be at work: there both forms have to
   * be older than a day.
   *
   * @throws FileNotFoundException if the compressed one is gone
   * @throws io.s3dl.store.ObjectChangedException if it is replaced meanwhile
   */
  Optional<Finding> check(Entry file, ObjectInfo plain) throws IOException {
    boolean writers =
        directories.isPresent()
            ? isBeingWritten(Keys.parent(file.key()), directories.get())
            : FlatLeftovers.isYoung(Math.max(file.info().modifiedMillis(), plain.modifiedMillis()));
    Optional<String> fault = FileCheck.faultOf(parts, file, true);
    if (fault.isPresent()) {
      return remains(file, fault.get() + "; it hides a plain one, " + read(plain).text(), "");
    }
    String both = "Stored in both forms; the compressed one, which is whole, counts";
    if (writers || plain.etag().isEmpty()) {
      return Optional.of(
          FileCheck.remains(
              file.key(),
              both,
              "the plain one stays, since a writer may be about to remove either; check again"));
    }
    if (plain.modifiedMillis() < file.info().modifiedMillis()) {
      return removed(file, plain, both + ", and the plain one is older");
    }
    FrameIndex index = parts.reads().indexOf(file);
    Plain read = read(plain);
    if (read.gone()) {
      return Optional.empty();
    }
    OptionalInt crc32c = OptionalInt.of(index.crc32c());
    if (plain.size() == index.length() && read.crc32c().equals(crc32c)) {
      return removed(file, plain, both + ", and the plain one has the same content");
    }
    String sizes =
        String.format(
            " (%d bytes of content, %s), though the plain one (%d bytes, %s), %s, is not older and"
                + " differs",
            index.length(), time(file.info()), plain.size(), time(plain), read.text());
    return remains(file, both + sizes, "to have the compressed one, remove " + plain.name());
  }

  private Optional<Finding> removed(Entry file, ObjectInfo plain, String what) throws IOException {
    if (!fix) {
      return Optional.of(
          new Finding("/" + file.key(), State.FIXABLE, what, "--fix removes the plain one"));
    }
    parts.volume().store().deleteIfMatch(plain.key(), plain.etag().orElseThrow());
    return Optional.of(
        new Finding("/" + file.key(), State.FIXED, what, "the plain one is removed"));
  }

  /** Through us, removing or renaming the compressed one would remove the plain one first. */
  private static Optional<Finding> remains(Entry file, String what, String more) {
    String action =
        "nothing is removed: to have the plain one, move "
            + file.info().name()
            + " away with other tools than s3dl (mv); "
            + (more.isEmpty() ? "" : more + " with such tools (rm); ")
            + "to have neither, s3dl fs -rm";
    return Optional.of(FileCheck.remains(file.key(), what, action));
  }

  private static boolean isBeingWritten(String directory, DirectoryStore directories)
      throws InterruptedIOException {
    try {
      for (Leftover leftover : directories.leftovers(directory)) {
        if (leftover.kind() == Leftover.Kind.BEING_WRITTEN
            || leftover.kind() == Leftover.Kind.UNKNOWN) {
          return true;
        }
      }
      return false;
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      return true; // who knows
    }
  }

  /** Reads the plain form once; that it cannot be read is said, and takes nothing from the rest. */
  private Plain read(ObjectInfo plain) throws InterruptedIOException {
    Entry entry = new Entry(plain.key(), plain, Entry.Kind.PLAIN);
    try (ObjectReader stored = parts.reads().openStored(entry)) {
      int crc32c = FileVerification.crc32cOfPlain(parts, stored, done -> {});
      String text =
          stored.recordedCrc32c().isPresent()
              ? "whose recorded CRC32C holds"
              : "of which no CRC32C is recorded";
      return new Plain(OptionalInt.of(crc32c), text, false);
    } catch (InterruptedIOException e) {
      throw e;
    } catch (FileNotFoundException e) {
      return new Plain(OptionalInt.empty(), "which is gone meanwhile", true);
    } catch (IOException e) {
      return new Plain(OptionalInt.empty(), "which cannot be read: " + TreeCheck.reason(e), false);
    }
  }

  private static String time(ObjectInfo info) {
    return "modified " + Instant.ofEpochMilli(info.modifiedMillis());
  }
}
