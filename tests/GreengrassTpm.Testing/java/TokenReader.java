import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.ProviderException;
import java.security.Security;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;

/**
 * Loads a credential as the classic Greengrass nucleus' PKCS#11 provider does: SunPKCS11 configured by name, library and
 * slot; alias = label; key and certificate paired by CKA_ID. Then signs with the key, verifies with the certificate, and
 * on request makes a TLS 1.2 handshake, and an MQTT connection in it, as the nucleus does.
 *
 * Arguments: LIBRARY SLOT ALIAS [HOST PORT CA_PEM [MQTT_CLIENT_ID]]; the PIN is the first line of standard input. One JSON line on standard
 * output. Exit codes: see Outcome.
 */
public final class TokenReader {
    enum Outcome {
        LOADED(0),
        NO_ALIAS(10),
        MISMATCH(11),
        DUPLICATE(12),
        HANDSHAKE_FAILED(13),
        NOT_LOADED(14);

        final int exitCode;

        Outcome(int exitCode) {
            this.exitCode = exitCode;
        }
    }

    static final class Refusal extends Exception {
        final Outcome outcome;

        Refusal(Outcome outcome, String message) {
            super(message);
            this.outcome = outcome;
        }
    }

    private TokenReader() {}

    public static void main(String[] arguments) throws IOException {
        Map<String, String> report = new LinkedHashMap<>();
        Outcome outcome = Outcome.LOADED;
        try {
            read(arguments, report);
        } catch (Refusal refusal) {
            outcome = refusal.outcome;
            report.put("message", refusal.getMessage());
        }
        System.out.println(toJson(report));
        System.exit(outcome.exitCode);
    }

    private static void read(String[] arguments, Map<String, String> report) throws Refusal, IOException {
        String alias = arguments[2];
        KeyStore keyStore = load(arguments[0], arguments[1], readPin());
        requireAlias(keyStore, alias);
        try {
            PrivateKey key = (PrivateKey) keyStore.getKey(alias, null);
            X509Certificate certificate = (X509Certificate) keyStore.getCertificateChain(alias)[0];
            report.put("algorithm", key.getAlgorithm());
            report.put("subject", certificate.getSubjectX500Principal().getName());
            report.put("certificateSha256", sha256(certificate));
            signAndVerify(key, certificate, keyStore.getProvider());
            if (arguments.length > 3) {
                handshake(keyStore, alias, arguments, report);
            }
        } catch (GeneralSecurityException | ProviderException problem) {
            throw refusal(problem);
        }
    }

    private static KeyStore load(String library, String slot, char[] pin) throws Refusal, IOException {
        String configuration = "--name=nucleus\nlibrary=" + library + "\nslot=" + slot;
        try {
            Provider provider = Security.getProvider("SunPKCS11").configure(configuration);
            Security.addProvider(provider);
            KeyStore keyStore = KeyStore.getInstance("PKCS11", provider);
            keyStore.load(null, pin);
            return keyStore;
        } catch (IOException | GeneralSecurityException | RuntimeException problem) {
            throw refusal(problem);
        }
    }

    /** SunPKCS11 reports two private keys of one CKA_ID as an invalid state of the key store. */
    private static Refusal refusal(Exception problem) {
        String description = describe(problem);
        boolean duplicate = description.contains("sharing CKA_ID");
        return new Refusal(duplicate ? Outcome.DUPLICATE : Outcome.NOT_LOADED, description);
    }

    private static void requireAlias(KeyStore keyStore, String alias) throws Refusal {
        try {
            if (keyStore.containsAlias(alias) && keyStore.isKeyEntry(alias)) {
                return;
            }
            String aliases = String.join(", ", Collections.list(keyStore.aliases()));
            // Two certificates of one label: the aliases become label/issuer/serial and the plain one is gone.
            boolean duplicate = Collections.list(keyStore.aliases()).stream().anyMatch(a -> a.startsWith(alias + "/"));
            throw new Refusal(
                    duplicate ? Outcome.DUPLICATE : Outcome.NO_ALIAS,
                    "no key entry '" + alias + "'; aliases: " + aliases);
        } catch (GeneralSecurityException problem) {
            throw refusal(problem);
        }
    }

    private static void signAndVerify(PrivateKey key, X509Certificate certificate, Provider provider)
            throws GeneralSecurityException, Refusal {
        String algorithm = key.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256withRSA";
        byte[] data = "to be signed by the token".getBytes(StandardCharsets.UTF_8);
        byte[] signature;
        try {
            Signature signer = Signature.getInstance(algorithm, provider);
            signer.initSign(key);
            signer.update(data);
            signature = signer.sign();
        } catch (GeneralSecurityException problem) {
            throw new Refusal(Outcome.NOT_LOADED, "the key does not sign: " + describe(problem));
        }
        if (!verifies(algorithm, certificate, data, signature)) {
            throw new Refusal(Outcome.MISMATCH, "the key's signature does not verify with the certificate");
        }
    }

    private static boolean verifies(String algorithm, X509Certificate certificate, byte[] data, byte[] signature) {
        try {
            Signature verifier = Signature.getInstance(algorithm);
            verifier.initVerify(certificate.getPublicKey());
            verifier.update(data);
            return verifier.verify(signature);
        } catch (GeneralSecurityException problem) {
            // Another type of key, or a signature that makes no sense for it.
            return false;
        }
    }

    private static void handshake(
            KeyStore keyStore, String alias, String[] arguments, Map<String, String> report)
            throws GeneralSecurityException, IOException, Refusal {
        String host = arguments[3];
        int port = Integer.parseInt(arguments[4]);
        String caFile = arguments[5];
        SSLContext context = SSLContext.getInstance("TLSv1.2");
        context.init(new KeyManager[] {new OneAlias(keyStore, alias)}, trust(caFile).getTrustManagers(), null);
        try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(host, port)) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setProtocols(new String[] {"TLSv1.2"});
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            SSLSession session = socket.getSession();
            report.put("tlsProtocol", session.getProtocol());
            report.put("tlsCipherSuite", session.getCipherSuite());
            if (arguments.length > 6) {
                report.put("mqttReturnCode", connect(socket, arguments[6]));
            }
        } catch (IOException | RuntimeException problem) {
            throw new Refusal(Outcome.HANDSHAKE_FAILED, describe(problem));
        }
    }

    /** MQTT 3.1.1, sections 3.1 and 3.2: CONNECT with a clean session, answered by CONNACK; 0 = accepted. */
    private static String connect(SSLSocket socket, String clientId) throws IOException {
        byte[] id = clientId.getBytes(StandardCharsets.UTF_8);
        byte[] head = {0x10, (byte) (12 + id.length), 0, 4, 'M', 'Q', 'T', 'T', 4, 2, 0, 60, 0, (byte) id.length};
        socket.getOutputStream().write(head);
        socket.getOutputStream().write(id);
        byte[] answer = socket.getInputStream().readNBytes(4);
        return answer.length == 4 && answer[0] == 0x20 ? Integer.toString(answer[3]) : "none";
    }

    private static TrustManagerFactory trust(String caFile) throws GeneralSecurityException, IOException {
        KeyStore anchors = KeyStore.getInstance(KeyStore.getDefaultType());
        anchors.load(null, null);
        try (InputStream pem = new FileInputStream(caFile)) {
            anchors.setCertificateEntry("ca", CertificateFactory.getInstance("X.509").generateCertificate(pem));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(anchors);
        return trust;
    }

    private static char[] readPin() throws IOException {
        String line = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
        return line == null ? new char[0] : line.toCharArray();
    }

    private static String sha256(X509Certificate certificate) throws GeneralSecurityException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
    }

    private static String describe(Throwable problem) {
        StringBuilder text = new StringBuilder();
        for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
            text.append(text.length() == 0 ? "" : ": ").append(cause.getClass().getSimpleName());
            text.append(cause.getMessage() == null ? "" : " " + cause.getMessage());
        }
        return text.toString();
    }

    private static String toJson(Map<String, String> report) {
        return report.entrySet().stream()
                .map(entry -> quote(entry.getKey()) + ":" + quote(entry.getValue()))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String quote(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            quoted.append(c < ' ' || c == '"' || c == '\\' ? String.format("\\u%04x", (int) c) : c);
        }
        return quoted.append('"').toString();
    }

    /** A key manager that knows one alias only: the nucleus hides all the others from the TLS stack. */
    private static final class OneAlias extends X509ExtendedKeyManager {
        private final PrivateKey key;
        private final X509Certificate[] chain;
        private final String alias;

        OneAlias(KeyStore keyStore, String alias) throws GeneralSecurityException {
            this.alias = alias;
            key = (PrivateKey) keyStore.getKey(alias, null);
            chain = new X509Certificate[] {(X509Certificate) keyStore.getCertificateChain(alias)[0]};
        }

        @Override
        public String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
            return alias;
        }

        @Override
        public String[] getClientAliases(String keyType, Principal[] issuers) {
            return new String[] {alias};
        }

        @Override
        public X509Certificate[] getCertificateChain(String asked) {
            return chain;
        }

        @Override
        public PrivateKey getPrivateKey(String asked) {
            return key;
        }

        @Override
        public String[] getServerAliases(String keyType, Principal[] issuers) {
            return null;
        }

        @Override
        public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
            return null;
        }
    }
}
