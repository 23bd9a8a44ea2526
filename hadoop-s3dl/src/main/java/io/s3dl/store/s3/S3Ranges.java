package io.s3dl.store.s3;

import io.s3dl.io.ByteRange;
import io.s3dl.store.ContentRange;
import io.s3dl.store.Etags;
import io.s3dl.store.ObjectInfo;
import io.s3dl.store.RangeReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalInt;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Asks for ranges of objects. */
final class S3Ranges implements RangeReader.Source {

  private static final int PRECONDITION_FAILED = 412;
  private static final int RANGE_NOT_SATISFIABLE = 416;

  private final S3Requests requests;
  private final RequestBuilders builders;
  private final S3Objects objects;

  S3Ranges(S3Requests requests, RequestBuilders builders, S3Objects objects) {
    this.requests = requests;
    this.builders = builders;
    this.objects = objects;
  }

  @Override
  public void read(ObjectInfo object, RangeReader.Attempt attempt) throws IOException {
    requests.call(
        RequestKind.GET,
        object.key(),
        (client, number) -> {
          attempt.by(range -> ask(client, object, range));
          return null;
        });
  }

  private Optional<RangeReader.Answer> ask(S3Client client, ObjectInfo object, ByteRange range) {
    GetObjectRequest.Builder request =
        builders.get(object.key()).range(RequestBuilders.range(range));
    object.etag().ifPresent(etag -> request.ifMatch(Etags.quoted(etag)));
    try {
      return Optional.of(new Sent(object.key(), client.getObject(request.build())));
    } catch (S3Exception e) {
      if (e.statusCode() == PRECONDITION_FAILED || e.statusCode() == RANGE_NOT_SATISFIABLE) {
        return Optional.empty();
      }
      throw e;
    }
  }

  @Override
  public RangeReader.Recorded recorded(String key) throws IOException {
    HeadObjectResponse found = objects.head(key);
    return new RangeReader.Recorded(Etags.of(found.eTag()), S3Objects.crc32c(found));
  }

  /**
   * Only of an upload in parts whose CRC32C the store keeps: answers with a range do not tell it,
   * and such a file takes several requests anyway.
   */
  @Override
  public boolean asksForCrc32c(ObjectInfo object) {
    return builders.features().has(S3Feature.FULL_OBJECT_CRC32C)
        && object.size() > builders.settings().parts().bytesOf(1);
  }

  /** What was sent. */
  private record Sent(String key, ResponseInputStream<GetObjectResponse> stream)
      implements RangeReader.Answer {

    @Override
    public Optional<String> etag() {
      return Etags.of(stream.response().eTag());
    }

    @Override
    public ContentRange sent() {
      GetObjectResponse answer = stream.response();
      return ContentRange.of(key, answer.contentRange(), answer.contentLength())
          .orElseThrow(() -> S3Objects.withoutLength("reading", key));
    }

    @Override
    public OptionalInt crc32c() {
      OptionalInt told = S3Objects.crc32c(stream.response());
      return told.isPresent() ? told : null;
    }

    @Override
    public InputStream body() {
      return stream;
    }

    @Override
    public void abort() {
      stream.abort();
    }

    @Override
    public void end(long rest) {
      S3Bodies.end(stream, rest);
    }
  }
}
