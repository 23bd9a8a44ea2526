package io.s3dl.store.azure;

import com.azure.core.http.HttpHeader;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpMethod;
import io.s3dl.store.ContentRange;
import io.s3dl.store.Etags;
import io.s3dl.store.LostAnswers;
import io.s3dl.store.ObjectInfo;
import io.s3dl.store.ObjectReader;
import io.s3dl.store.RangeReader;
import io.s3dl.store.UnreadableObjectException;
import io.s3dl.store.WriteOptions;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/** What the store says of single blobs, asked and read. */
final class AzureObjects {

  private final AzureRequests requests;

  AzureObjects(AzureRequests requests) {
    this.requests = requests;
  }

  /**
   * What a store says of a blob.
   *
   * @param info without the metadata that has no meaning to us
   * @param metadata all of them, with names in lower case
   * @param headers all that was said
   */
  record Found(ObjectInfo info, Map<String, String> metadata, HttpHeaders headers) {

    /** What our own metadata say of the CRC32C of the whole blob. */
    OptionalInt crc32c() {
      return AzureMetadata.crc32c(metadata, info.size());
    }
  }

  /** What there is under a key. What others have put there for a directory is no file. */
  Found head(String key) throws IOException {
    Found found = any(key);
    checkUsable(key, found);
    return found;
  }

  /** The same, or nothing if there is nothing. */
  Optional<Found> look(String key) throws IOException {
    try {
      return Optional.of(head(key));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }

  /** What there is under a key, whatever it is meant for. */
  Found any(String key) throws IOException {
    HttpHeaders headers =
        requests.send(AzureRequestKind.HEAD, HttpMethod.HEAD, key, "", request -> {});
    return found(key, sent(key, headers).size(), headers);
  }

  /** The same, or nothing if there is nothing. */
  Optional<Found> lookAny(String key) throws IOException {
    try {
      return Optional.of(any(key));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }

  /**
   * What others have put there for a directory, with one request.
   *
   * @param directory without a slash at its end
   */
  Optional<Found> folder(String directory) throws IOException {
    return lookAny(directory).filter(found -> AzureMetadata.isFolder(found.metadata()));
  }

  /**
   * Refuses a blob that stands for a directory, and one that is not whole: the target of a copy
   * bears its name from the first moment. What has bytes has been written since the copy failed.
   */
  static void checkUsable(String key, Found found) throws IOException {
    if (!key.endsWith("/") && AzureMetadata.isFolder(found.metadata())) {
      throw new FileNotFoundException("Error looking at " + key + ": it is a directory");
    }
    String copy = found.headers().getValue(AzureHeaders.COPY_STATUS);
    if ("pending".equals(copy)) {
      throw new FileNotFoundException(
          "Error looking at " + key + ": it is still being copied, and not there before it is");
    }
    if (found.info().size() == 0 && ("failed".equals(copy) || "aborted".equals(copy))) {
      throw new UnreadableObjectException(
          "Error looking at "
              + key
              + ": what should have been copied here has "
              + copy
              + "; delete it, and copy or rename again",
          null);
    }
  }

  /**
   * What this very write has put under the key, though its answer did not come.
   *
   * @param failure what is thrown if it has not
   */
  ObjectInfo recover(String key, WriteOptions options, IOException failure) throws IOException {
    return LostAnswers.recover(
        failure,
        () -> {
          Found found = any(key);
          String id = found.metadata().get(AzureMetadata.NAMES.writeId());
          return options.writeId().toString().equals(id)
              ? Optional.of(found.info())
              : Optional.empty();
        });
  }

  /**
   * Reads a blob that is known already.
   *
   * @param recordedCrc32c what the store has said of it; null if it has not been asked
   */
  ObjectReader open(ObjectInfo known, OptionalInt recordedCrc32c) {
    return new RangeReader(known, recordedCrc32c, new AzureRanges(requests, this));
  }

  /** What headers say of a blob of a size. */
  static Found found(String key, long size, HttpHeaders headers) {
    Map<String, String> metadata = new TreeMap<>();
    for (HttpHeader header : headers) {
      String name = header.getName().toLowerCase(Locale.ROOT);
      if (name.startsWith(AzureHeaders.METADATA)) {
        metadata.put(name.substring(AzureHeaders.METADATA.length()), header.getValue());
      }
    }
    Optional<String> etag = Etags.of(headers.getValue(HttpHeaderName.ETAG));
    long modified = millis(headers.getValue(HttpHeaderName.LAST_MODIFIED));
    return new Found(info(key, size, modified, etag, metadata), metadata, headers);
  }

  /** What a store says of a blob, of which our metadata say more. */
  static ObjectInfo info(
      String key, long size, long modified, Optional<String> etag, Map<String, String> metadata) {
    boolean directory = key.endsWith("/");
    return new ObjectInfo(
        nameOf(key),
        directory,
        directory ? 0 : size,
        AzureMetadata.NAMES.modifiedMillis(metadata).orElse(modified),
        etag,
        false,
        AzureMetadata.NAMES.attributes(key, metadata),
        AzureMetadata.contentLength(metadata, size));
  }

  /** What an answer has of a blob. */
  static ContentRange sent(String key, HttpHeaders headers) throws IOException {
    String range = headers.getValue(HttpHeaderName.CONTENT_RANGE);
    String length = headers.getValue(HttpHeaderName.CONTENT_LENGTH);
    try {
      return ContentRange.of(key, range, length == null ? null : Long.valueOf(length))
          .orElseThrow(() -> withoutLength(key));
    } catch (NumberFormatException e) {
      throw withoutLength(key);
    }
  }

  private static IOException withoutLength(String key) {
    return new IOException("Error looking at " + key + ": the store does not say how long it is");
  }

  /** A time as headers have it; the present where there is none. */
  private static long millis(String text) {
    try {
      return text == null
          ? Instant.now().toEpochMilli()
          : ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
              .toInstant()
              .toEpochMilli();
    } catch (DateTimeParseException e) {
      return Instant.now().toEpochMilli();
    }
  }

  /** A key without the slash that makes it a marker. */
  static String nameOf(String key) {
    return key.endsWith("/") ? key.substring(0, key.length() - 1) : key;
  }

  /** The key of what was said to be here. */
  static String keyOf(ObjectInfo info) {
    return info.directory() ? info.key() + "/" : info.key();
  }
}
