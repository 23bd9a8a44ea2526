package io.s3dl.store.s3;

import io.s3dl.store.Etags;
import io.s3dl.store.ObjectInfo;
import io.s3dl.store.ObjectPage;
import io.s3dl.store.PagedListing;
import io.s3dl.store.Utf8Order;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * A listing, fetched page by page as it is consumed: no more than one page is kept.
 *
 * <p>Each page is put into the order of UTF-8 bytes. A store that has another order across its
 * pages (S3Proxy has that of UTF-16, which differs for characters beyond U+D800) is listed whole,
 * but in its own order from page to page.
 */
final class S3Listing extends PagedListing {

  static final int PAGE = 1000;

  private static final int MILLIS = 1000;

  private final S3Requests requests;
  private final RequestBuilders builders;
  private final String prefix;
  private final boolean recursive;
  private String continuation;
  private String lastDirectory;

  /** Asks nothing yet. */
  S3Listing(S3Requests requests, RequestBuilders builders, String prefix, boolean recursive) {
    super(prefix);
    this.requests = requests;
    this.builders = builders;
    this.prefix = prefix;
    this.recursive = recursive;
  }

  @Override
  protected boolean fetch(Collection<ObjectInfo> page) throws IOException {
    ListObjectsV2Request request =
        builders.list(prefix, recursive).maxKeys(PAGE).continuationToken(continuation).build();
    ListObjectsV2Response answer =
        requests.call(RequestKind.LIST, prefix, (client, attempt) -> page(client, request));
    continuation = next(answer);
    for (ObjectInfo info : entries(answer, prefix, false)) {
      // Some stores say the last directory of a page again on the next one.
      if (!info.directory() || !info.key().equals(lastDirectory)) {
        page.add(info);
      }
      lastDirectory = info.directory() ? info.key() : lastDirectory;
    }
    return continuation != null;
  }

  /** An empty answer is not one that there is nothing. */
  private static ListObjectsV2Response page(S3Client client, ListObjectsV2Request request)
      throws EOFException {
    ListObjectsV2Response answer = client.listObjectsV2(request);
    boolean says = answer.isTruncated() != null || answer.name() != null;
    return Answers.whole(answer, says);
  }

  private String next(ListObjectsV2Response answer) throws IOException {
    if (!Boolean.TRUE.equals(answer.isTruncated())) {
      return null;
    }
    String token = answer.nextContinuationToken();
    if (token == null || token.equals(continuation)) {
      throw new IOException(
          "The store does not say how the listing of "
              + prefix
              + " goes on; it may not know"
              + " ListObjectsV2");
    }
    return token;
  }

  /** The beginning of a listing. */
  static ObjectPage first(S3Requests requests, RequestBuilders builders, String prefix, int most)
      throws IOException {
    ListObjectsV2Request request = builders.list(prefix, false).maxKeys(most).build();
    ListObjectsV2Response answer =
        requests.call(RequestKind.LIST, prefix, (client, attempt) -> page(client, request));
    return new ObjectPage(
        entries(answer, prefix, true), !Boolean.TRUE.equals(answer.isTruncated()));
  }

  /** What a page tells, in the order of keys where the slash of directories counts. */
  private static List<ObjectInfo> entries(
      ListObjectsV2Response answer, String prefix, boolean ownMarker) {
    List<ObjectInfo> entries = new ArrayList<>();
    for (S3Object object : answer.contents()) {
      if (ownMarker || !object.key().equals(prefix)) {
        entries.add(info(object));
      }
    }
    for (CommonPrefix common : answer.commonPrefixes()) {
      // Nothing above us has a name for what two slashes in a row make.
      if (!nameless(common.prefix(), prefix)) {
        entries.add(directory(common.prefix()));
      }
    }
    entries.sort(Comparator.comparing(S3Objects::keyOf, Utf8Order.INSTANCE));
    return entries;
  }

  private static boolean nameless(String directory, String prefix) {
    return (prefix.isEmpty() || prefix.endsWith("/")) && directory.equals(prefix + "/");
  }

  private static ObjectInfo info(S3Object object) {
    boolean directory = object.key().endsWith("/");
    return new ObjectInfo(
        S3Objects.nameOf(object.key()),
        directory,
        directory ? 0 : object.size(),
        wholeSeconds(S3Objects.millis(object.lastModified())),
        Etags.of(object.eTag()),
        Optional.empty());
  }

  /** As the header of the object itself says it; YARN refuses a file whose two times differ. */
  private static long wholeSeconds(long millis) {
    return millis - millis % MILLIS;
  }

  private static ObjectInfo directory(String prefix) {
    return new ObjectInfo(S3Objects.nameOf(prefix), true, 0, 0, Optional.empty(), Optional.empty());
  }
}
