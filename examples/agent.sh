# What the shell examples share: which shop and agent they use, calls, and the agent's token in $access_token. The variables
# have the names of the vendor's article and the values of the demo shop; set others for a sandbox.

: "${SandboxURL:=127.0.0.1:8080}"
: "${baseURL:=http://$SandboxURL}"
: "${siteID:=RefArch}"
: "${bmUsername:=agent@example.com}"
: "${bmUserAccessKey:=demo-access-key}"
: "${ocapiClientID:=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa}"
: "${ocapiClientPassword:=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa}"

# Sends a request and keeps the answer; stops with the answer if it is a fault.
call() {
    answer=$(curl --silent --show-error --fail-with-body --location "$@") || {
        echo "$answer" >&2
        exit 1
    }
}

# Reads a text out of the answer.
value_of() {
    printf '%s' "$answer" | sed -n "s/.*\"$1\" *: *\"\([^\"]*\)\".*/\1/p"
}

call --request POST "$baseURL/dw/oauth2/access_token?client_id=$ocapiClientID&grant_type=urn%3Ademandware%3Aparams%3Aoauth%3Agrant-type%3Aclient-id%3Adwsid%3Adwsecuretoken" \
    --user "$bmUsername:$bmUserAccessKey:$ocapiClientPassword" \
    --header 'Content-Type: application/x-www-form-urlencoded'
access_token=$(value_of access_token)
