/** Short texts as they stand in tables of names, for what must tell encodings apart by few bytes. */

/** European names, places and words that Windows-1252 can write, each with a letter beyond ASCII. */
export const EUROPEAN: readonly string[] = `
Hélène|René|Zoé|José|Chloé|Noël|Loïc|Anaïs|Gaël|Joël|Maïté|Jérôme|Benoît|François|Françoise|Aurélie|Stéphane|Cédric|Gérard|André|Andrée|Véronique
Émile|Élodie|Éric|Étienne|Évelyne|Île-de-France|Besançon|Orléans|Nîmes|Angoulême|Saint-Étienne|Liège|Genève|Neuchâtel|Évry|Périgueux|Œuvre|cœur|sœur|Sète
Forêt|Hôtel|Société Générale|Crédit Agricole|Chambre de métiers|Café de Flore|l’Oréal|d’Étude|L’été|Côte d’Azur|Bâtiment|Théâtre|Musée|Agnès|Thérèse|Geneviève
Müller|Köln|Düsseldorf|München|Nürnberg|Würzburg|Jürgen|Günther|Björn|Jörg|Sören|Straße|Weiß|Groß|Größe|Füße|Übung|Österreich|Ärzte|Äpfel|Öl|Über|Käthe|Bäcker
Schäfer|Schröder|Böhm|Krüger|Köhler|Lüneburg|Göttingen|Tübingen|Zürich|Graubünden|MÜLLER|GROẞMANN|WÜRTH|Gebrüder Weiß|für|Münchner Rück|Schönberg|Höß|Lübeck
Muñoz|Núñez|Peña|García|Martínez|Rodríguez|González|López|Pérez|Sánchez|Gómez|Jiménez|Ángel|Íñigo|Óscar|Úrsula|España|Málaga|Cádiz|Logroño|Coruña|Año|¿Qué?|niño
São Paulo|João|Conceição|Gonçalves|Araújo|Ação|Coração|Magalhães|Simões|Évora|Setúbal|Vitória|Inês|António|Mário|Luís|Gusmão|Brandão|Ensenança|Lusófona
Åse|Øyvind|Bjørn|Søren|Jørgensen|Ærø|Århus|Tromsø|Malmö|Göteborg|Västerås|Örebro|Hämäläinen|Jyväskylä|Mäkinen|Lindström|Sjöberg|Håkan|Þór|Guðrún|Sigurðsson|Jón
Città|Università|Perché|Niccolò|Forlì|Cantù|Mondovì|Émilie Dupré|Škoda|Žižka|Dvořák-less Š|Café – Bar|€ 50|5 € net|Prix : 30 €|«Été»|“Quoted”|Müller & Söhne
Réunion|déjà vu|à la carte|Maison à vendre|20 °C|§ 12|© 2021|Tom’s|O’Connor’s|rock ’n’ roll|naïve|Zürich–Genf|SOCIÉTÉ|CHÂTEAU|FORÊT|HÉLÈNE|GENÈVE|CÔTE|NOËL
`
  .split(/[|\n]/)
  .map(text => text.trim())
  .filter(text => text !== '' && /[^\u0020-\u007e]/.test(text) && !/[řẞ]/.test(text));

/** Japanese names, places and words that cp932 can write, with the extensions of NEC and IBM and half-width katakana. */
export const JAPANESE: readonly string[] = `
田中|鈴木|佐藤|高橋|伊藤|渡辺|山本|中村|小林|加藤|吉田|山田|佐々木|山口|松本|井上|木村|林|斎藤|清水|山崎|森|池田|橋本|阿部|石川|山下|中島|石井|小川|前田|岡田|長谷川
藤田|後藤|近藤|村上|遠藤|青木|坂本|斉藤|福田|太田|西村|藤井|金子|岡本|藤原|三浦|中野|原田|松田|竹内|上田|小野|田村|和田|中山|石田|森田|原|柴田|酒井|工藤|横山|宮崎|宮本|内田
髙橋|髙木|﨑山|山﨑|①番|㈱日立|㈲田中商店|№5|～|岐阜県|愛知県|北海道|東京|大阪|京都|神戸|名古屋|福岡|仙台|広島|札幌|横浜|新潟|熊本|沖縄|奈良|長野|静岡|三重|滋賀|和歌山|鳥取|島根
トヨタ自動車|ソニー|パナソニック|キヤノン|日本電気|富士通|三菱電機|アイシン|デンソー|ブリヂストン|ヤマハ|カシオ|セイコー|シャープ|ニコン|リコー|ドイツ|フランス|ベルギー|イタリア
はい|いいえ|さくら|あきら|ゆうこ|たろう|はなこ|ひろし|けんじ|みゆき|なおみ|まこと|参加者|希望順位|申込者|依頼者|相手|点数|会場|氏名|会社名|所属|国|メール|開始|終了|時間枠|第１希望
ﾀﾅｶ|ｽｽﾞｷ|ｻﾄｳ|ﾀｶﾊｼ|ｲﾄｳ|ﾜﾀﾅﾍﾞ|ﾔﾏﾓﾄ|ﾅｶﾑﾗ|ｺﾊﾞﾔｼ|ｶﾄｳ|ﾖｼﾀﾞ|ﾔﾏﾀﾞ|ｱｲﾁ|ｷﾞﾌ|ﾄﾖﾀ|ｿﾆｰ|ﾃｽﾄ|ﾊﾗ|ﾓﾘ|ｱｵｷ|ｲﾉｳｴ|ｷﾑﾗ|ｵｵｻｶ|ﾄｳｷｮｳ|ｷｮｳﾄ|ｺｳﾍﾞ|ﾅｺﾞﾔ|ｻｯﾎﾟﾛ|ｼｽﾞｵｶ|ｵｷﾅﾜ
王|李|金|朴|張|陳|劉|楊|黄|趙|呉|周|徐|孫|馬|朱|胡|郭|何|谷|辻|堀|岡|西|東|南|北|関|星|滝|浜|浅野|荒木|安藤|五十嵐|市川|岩崎|上野|大塚|大野|小島|桜井|菅原|杉山|千葉|土屋|永井
NTTドコモ|JR東日本|A社|田中 Taro|（株）山田製作所|山田・鈴木法律事務所|「テスト」|１２|９：００|２０２１年５月１８日|東京都港区|第2会議室|ルーム３|テーブルＡ
`
  .split(/[|\n]/)
  .map(text => text.trim())
  .filter(text => text !== '');
