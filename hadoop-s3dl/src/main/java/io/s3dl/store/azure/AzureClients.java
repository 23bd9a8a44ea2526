package io.s3dl.store.azure;

import com.azure.core.credential.AzureSasCredential;
import com.azure.core.exception.HttpResponseException;
import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.AddDatePolicy;
import com.azure.core.http.policy.AzureSasCredentialPolicy;
import com.azure.core.http.policy.HttpPipelinePolicy;
import com.azure.core.http.policy.RequestIdPolicy;
import com.azure.core.http.policy.UserAgentPolicy;
import com.azure.core.util.Context;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobContainerClientBuilder;
import com.azure.storage.blob.BlobServiceVersion;
import com.azure.storage.blob.batch.BlobBatchClient;
import com.azure.storage.blob.batch.BlobBatchClientBuilder;
import com.azure.storage.common.StorageSharedKeyCredential;
import com.azure.storage.common.policy.StorageSharedKeyCredentialPolicy;
import io.s3dl.store.Secret;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * The library's clients of one container and what they need; owns all of it. Each request is sent
 * once: {@link io.s3dl.store.Retrier} is the place for more. Nothing of a request is logged.
 */
final class AzureClients implements Closeable {

  /** One that Azure has had for long, and emulators know. */
  static final BlobServiceVersion VERSION = BlobServiceVersion.V2025_11_05;

  private static final int REFUSED = 300;

  private final AzureHttp http;
  private final HttpPipeline pipeline;
  private final BlobContainerClient container;
  private final BlobBatchClient batches;
  private final Optional<Secret> sas;

  private AzureClients(AzureHttp http, HttpPipeline pipeline, AzureOptions options) {
    this.http = http;
    this.pipeline = pipeline;
    this.container =
        new BlobContainerClientBuilder()
            .endpoint(options.endpoint().toString())
            .containerName(options.container())
            .pipeline(pipeline)
            .serviceVersion(VERSION)
            .buildClient();
    this.batches = new BlobBatchClientBuilder(container).buildClient();
    AzureCredentialOptions credentials = options.credentials();
    this.sas =
        credentials.kind() == AzureCredentialOptions.Kind.SAS
            ? credentials.secret()
            : Optional.empty();
  }

  /**
   * Makes clients; asks nobody for anything yet.
   *
   * @throws IOException if a file that the options name cannot be read
   */
  static AzureClients open(AzureOptions options) throws IOException {
    AzureHttp http = AzureHttp.open(options.connections());
    try {
      List<HttpPipelinePolicy> policies = new ArrayList<>();
      policies.add(new UserAgentPolicy((options.userAgent() + " hadoop-s3dl").strip()));
      policies.add(new RequestIdPolicy());
      policies.add(new AddDatePolicy());
      proof(options, http).ifPresent(policies::add);
      HttpPipeline pipeline =
          new HttpPipelineBuilder()
              .httpClient(http.client())
              .policies(policies.toArray(HttpPipelinePolicy[]::new))
              .build();
      return new AzureClients(http, pipeline, options);
    } catch (IOException | RuntimeException e) {
      http.close();
      throw e;
    }
  }

  private static Optional<HttpPipelinePolicy> proof(AzureOptions options, AzureHttp http)
      throws IOException {
    AzureCredentialOptions credentials = options.credentials();
    if (credentials.kind() == AzureCredentialOptions.Kind.SHARED_KEY) {
      checkKey(credentials);
    }
    return switch (credentials.kind()) {
      case ANONYMOUS -> Optional.empty();
      case SHARED_KEY ->
          Optional.of(
              new StorageSharedKeyCredentialPolicy(
                  new StorageSharedKeyCredential(
                      options.account(), credentials.secret().orElseThrow().reveal())));
      case SAS ->
          Optional.of(
              new AzureSasCredentialPolicy(
                  new AzureSasCredential(credentials.secret().orElseThrow().reveal()), false));
      default -> Optional.of(AzureIdentities.policy(options, http.client()));
    };
  }

  /** The library would say so with the first request, and not of what. */
  private static void checkKey(AzureCredentialOptions credentials) throws IOException {
    try {
      Base64.getDecoder().decode(credentials.secret().orElseThrow().reveal());
    } catch (IllegalArgumentException e) {
      throw new IOException(
          "The account's key"
              + (credentials.source().isEmpty() ? "" : " in " + credentials.source())
              + " is not one: it must be the Base64 that the portal shows (Access keys), all of it");
    }
  }

  /** Sends requests that prove nothing; closed with this. */
  HttpClient http() {
    return http.client();
  }

  /** What is said to somebody who does not prove who he is; a refusal is an answer too. */
  HttpHeaders hello() {
    HttpRequest request =
        new HttpRequest(HttpMethod.HEAD, container.getBlobContainerUrl() + "?restype=container")
            .setHeader(AzureHeaders.VERSION, VERSION.getVersion());
    try (HttpResponse answer = http().sendSync(request, Context.NONE)) {
      return answer.getHeaders();
    }
  }

  /** For listings; closed with this. */
  BlobContainerClient container() {
    return container;
  }

  /** For deletions of many. */
  BlobBatchClient batches() {
    return batches;
  }

  /**
   * The address of a blob.
   *
   * @throws io.s3dl.store.FinalFailure if there can be none of that name
   */
  String address(String key) {
    AzureKeys.check(key);
    return container.getBlobClient(key).getBlobUrl();
  }

  /** The address of a blob that is copied: whoever fetches it must be allowed to. */
  String sourceAddress(String key) {
    return address(key) + sas.map(token -> "?" + token.reveal()).orElse("");
  }

  /**
   * Sends a request in this thread, and returns when the store has answered; the body of the answer
   * has yet to be read, and the answer closed.
   *
   * @throws HttpResponseException if the store refuses
   */
  HttpResponse send(HttpRequest request) {
    request.setHeader(AzureHeaders.VERSION, VERSION.getVersion());
    if (request.getHeaders().get(HttpHeaderName.CONTENT_LENGTH) == null) {
      request.setHeader(HttpHeaderName.CONTENT_LENGTH, "0"); // it is part of what is signed
    }
    HttpResponse answer = pipeline.sendSync(request, Context.NONE);
    if (answer.getStatusCode() < REFUSED) {
      return answer;
    }
    try (answer) {
      throw new HttpResponseException(AzureErrors.messageIn(answer), answer);
    }
  }

  /** Ends what this thread has sent last, from any thread. */
  Runnable ender() {
    return http.ender();
  }

  @Override
  public void close() {
    http.close();
  }
}
