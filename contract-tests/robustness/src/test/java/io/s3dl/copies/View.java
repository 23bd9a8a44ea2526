package io.s3dl.copies;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileChecksum;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * What a user of a file system sees of a tree.
 *
 * @param entries by their paths
 * @param checksums of the files that one is known of, by their paths
 * @param length of all files, as their summary tells
 */
record View(SortedMap<String, Seen> entries, SortedMap<String, Integer> checksums, long length) {

  /**
   * What is seen of a file or directory.
   *
   * @param directory which of both it is
   * @param listed how long it is, as a listing tells
   * @param alone how long it is, as its own status tells
   * @param content a digest of its bytes
   * @param crc32c of its bytes
   */
  record Seen(boolean directory, long listed, long alone, String content, int crc32c) {}

  /** Looks with file systems that remember nothing. */
  static View of(Place place, Path root) throws IOException {
    SortedMap<String, Seen> entries = new TreeMap<>();
    SortedMap<String, Integer> checksums = new TreeMap<>();
    try (FileSystem listing = place.open();
        FileSystem fs = place.open()) {
      Deque<Path> directories = new ArrayDeque<>();
      directories.add(root);
      while (!directories.isEmpty()) {
        for (FileStatus status : listing.listStatus(directories.remove())) {
          String path = status.getPath().toUri().getPath();
          if (status.isDirectory()) {
            directories.add(status.getPath());
          } else {
            checksum(fs, status.getPath()).ifPresent(sum -> checksums.put(path, sum));
          }
          entries.put(path, seen(fs, status));
        }
      }
      return new View(entries, checksums, fs.getContentSummary(root).getLength());
    }
  }

  private static Seen seen(FileSystem fs, FileStatus listed) throws IOException {
    FileStatus alone = fs.getFileStatus(listed.getPath());
    if (alone.isDirectory() || listed.isDirectory()) {
      return new Seen(alone.isDirectory() && listed.isDirectory(), 0, 0, "", 0);
    }
    byte[] content;
    try (FSDataInputStream in = fs.open(listed.getPath())) {
      content = in.readAllBytes();
    }
    CRC32C crc = new CRC32C();
    crc.update(content);
    return new Seen(false, listed.getLen(), alone.getLen(), digest(content), (int) crc.getValue());
  }

  private static OptionalInt checksum(FileSystem fs, Path path) throws IOException {
    FileChecksum checksum = fs.getFileChecksum(path);
    return checksum == null
        ? OptionalInt.empty()
        : OptionalInt.of(ByteBuffer.wrap(checksum.getBytes()).getInt());
  }

  private static String digest(byte[] content) throws IOException {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
      return content.length + " bytes, " + HexFormat.of().formatHex(digest);
    } catch (GeneralSecurityException e) {
      throw new IOException("Every JDK has SHA-256", e);
    }
  }
}
