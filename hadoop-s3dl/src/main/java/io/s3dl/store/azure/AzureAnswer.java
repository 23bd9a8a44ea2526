package io.s3dl.store.azure;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import io.s3dl.io.ByteRange;
import io.s3dl.store.Bodies;
import io.s3dl.store.ContentRange;
import io.s3dl.store.Etags;
import io.s3dl.store.RangeReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalInt;

/** An answer with a range of a blob. Whoever asked for it ends it. */
final class AzureAnswer implements RangeReader.Answer {

  static final int RANGE_NOT_SATISFIABLE = 416;

  private final String key;
  private final HttpResponse answer;
  private final ContentRange sent;
  private final InputStream body;
  private final Runnable ender;

  private AzureAnswer(
      String key, HttpResponse answer, ContentRange sent, InputStream body, Runnable ender) {
    this.key = key;
    this.answer = answer;
    this.sent = sent;
    this.body = body;
    this.ender = ender;
  }

  /** Asks for a range of a blob, if it still has this ETag. */
  static AzureAnswer get(AzureClients to, String key, ByteRange range, Optional<String> etag)
      throws IOException {
    HttpRequest request =
        new HttpRequest(HttpMethod.GET, to.address(key))
            .setHeader(HttpHeaderName.RANGE, "bytes=" + range.offset() + "-" + (range.end() - 1));
    etag.ifPresent(known -> request.setHeader(HttpHeaderName.IF_MATCH, Etags.quoted(known)));
    HttpResponse answer = to.send(request);
    Runnable ender = to.ender();
    try {
      ContentRange sent = AzureObjects.sent(key, answer.getHeaders());
      return new AzureAnswer(key, answer, sent, answer.getBodyAsBinaryData().toStream(), ender);
    } catch (IOException | RuntimeException e) {
      ender.run();
      answer.close();
      throw e;
    }
  }

  /** What it says of the blob. */
  AzureObjects.Found found() {
    return AzureObjects.found(key, sent.size(), answer.getHeaders());
  }

  @Override
  public Optional<String> etag() {
    return Etags.of(answer.getHeaderValue(HttpHeaderName.ETAG));
  }

  @Override
  public ContentRange sent() {
    return sent;
  }

  @Override
  public OptionalInt crc32c() {
    return found().crc32c();
  }

  @Override
  public InputStream body() {
    return body;
  }

  @Override
  public void abort() {
    ender.run();
  }

  /** A small rest is read, so that its connection serves again; a large one is cut off with it. */
  @Override
  public void end(long rest) {
    if (!isReadToItsEnd(rest)) {
      ender.run(); // before it is closed, which would read on for a while
    }
    answer.close();
  }

  private boolean isReadToItsEnd(long rest) {
    if (rest > Bodies.CHUNK_BYTES || Thread.currentThread().isInterrupted()) {
      return false;
    }
    try {
      body.skipNBytes(rest);
      return body.read() < 0;
    } catch (IOException e) {
      return false; // whatever is wrong with it, nobody wanted it
    }
  }
}
