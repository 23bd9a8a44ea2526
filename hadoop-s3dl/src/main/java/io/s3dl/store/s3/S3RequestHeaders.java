package io.s3dl.store.s3;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.http.SdkHttpRequest;

/** Adds the headers that every request has. */
final class S3RequestHeaders implements ExecutionInterceptor {

  /** Names no host: it is a form that programs which read access logs take apart. */
  private static final String REFERRER = "https://s3dl.invalid/";

  private final S3Identification identification;
  private final boolean requesterPays;

  S3RequestHeaders(S3Identification identification, boolean requesterPays) {
    this.identification = identification;
    this.requesterPays = requesterPays;
  }

  @Override
  public SdkHttpRequest modifyHttpRequest(
      Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
    if (!requesterPays && !identification.referrer()) {
      return context.httpRequest();
    }
    SdkHttpRequest.Builder request = context.httpRequest().toBuilder();
    if (requesterPays) {
      request.putHeader("x-amz-request-payer", "requester");
    }
    if (identification.referrer()) {
      String operation = attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
      Map<String, String> facts = new TreeMap<>(identification.facts());
      context
          .request()
          .getValueForField("Key", String.class)
          .or(() -> context.request().getValueForField("Prefix", String.class))
          .ifPresent(key -> facts.put("path", key));
      request.putHeader("Referer", referrer(operation, facts));
    }
    return request.build();
  }

  private static String referrer(String operation, Map<String, String> facts) {
    StringBuilder text = new StringBuilder(REFERRER).append(operation);
    char separator = '?';
    for (Map.Entry<String, String> fact : facts.entrySet()) {
      text.append(separator)
          .append(URLEncoder.encode(fact.getKey(), StandardCharsets.UTF_8))
          .append('=')
          .append(URLEncoder.encode(fact.getValue(), StandardCharsets.UTF_8));
      separator = '&';
    }
    return text.toString();
  }
}
